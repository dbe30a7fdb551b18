/**
 * Applies a change's delta to a design, as `topology.delta.patch` does on the server.
 *
 * @import { Design, Difference, Fields, Kind } from '../types.js'
 */
import { COLLECTION, isBeside, nameOf } from '../design/objects.js';

/** The design is not the one that the delta was made for: ask for a snapshot. */
export class Mismatch extends Error {}

/**
 * @param {Design} design
 * @param {Difference[]} delta
 * @returns {Design} a new one
 */
export function applyDelta(design, delta) {
  const next = { ...design };
  for (const difference of delta) applyDifference(next, difference);
  return next;
}

/** Whether the engine has nothing to do about it, as `topology.bare` says. @param {Difference[]} delta */
export const isOnlyDrawn = (delta) =>
  delta.every(({ kind, before, after }) => kind === 'layout' || isBeside(kind) || (before && after && onlyIcon(before, after)));

/** @param {Fields} before @param {Fields} after */
const onlyIcon = (before, after) =>
  JSON.stringify({ ...before, icon: null }) === JSON.stringify({ ...after, icon: null });

/** @param {Design} next @param {Difference} difference */
function applyDifference(next, difference) {
  if (difference.kind === 'topology') next.name = String(difference.after?.name ?? next.name);
  else if (difference.kind === 'layout') next.layout = placed(next.layout, difference);
  else replaceObject(next, /** @type {Kind} */ (difference.kind), difference);
}

/**
 * @param {Design['layout']} layout
 * @param {Difference} difference
 */
function placed(layout, { name, after }) {
  const { [name]: _before, ...rest } = layout;
  return after ? { ...rest, [name]: /** @type {[number, number]} */ ([after.x, after.y]) } : rest;
}

/** @param {Design} next @param {Kind} kind @param {Difference} difference */
function replaceObject(next, kind, { name, before, after }) {
  const collection = COLLECTION[kind];
  if (!collection) throw new Mismatch(`unknown kind ${kind}`);
  const objects = [.../** @type {any[]} */ (next[collection])];
  const at = objects.findIndex((object) => nameOf(kind, object) === name);
  if (before && at < 0) throw new Mismatch(`${kind} ${name} is not here`);
  if (!before && at >= 0) throw new Mismatch(`${kind} ${name} is here already`);
  if (at < 0) objects.push(after);
  else objects.splice(at, 1, ...(after ? [after] : []));
  next[collection] = /** @type {any} */ (objects);
}
