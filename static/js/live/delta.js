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
 * @returns {Design} a new one; of its collections those are new that the delta is about
 */
export function applyDelta(design, delta) {
  const next = { ...design };
  const owned = new Set();
  for (const difference of delta) {
    const field = fieldOf(difference.kind);
    if (field !== 'name' && !owned.has(field)) next[field] = copied(next[field]);
    owned.add(field);
    applyDifference(next, difference);
  }
  return next;
}

/** @param {string} kind @returns {keyof Design} */
function fieldOf(kind) {
  if (kind === 'topology') return 'name';
  if (kind === 'layout') return 'layout';
  const field = COLLECTION[/** @type {Kind} */ (kind)];
  if (!field) throw new Mismatch(`unknown kind ${kind}`);
  return field;
}

/** @param {any} collection */
const copied = (collection) => (Array.isArray(collection) ? [...collection] : { ...collection });

/** Whether the engine has nothing to do about it, as `topology.bare` says. @param {Difference[]} delta */
export const isOnlyDrawn = (delta) =>
  delta.every(({ kind, before, after }) => kind === 'layout' || isBeside(kind) || (before && after && onlyIcon(before, after)));

/** @param {Fields} before @param {Fields} after */
const onlyIcon = (before, after) =>
  JSON.stringify({ ...before, icon: null }) === JSON.stringify({ ...after, icon: null });

/** @param {Design} next  whose collection is its own @param {Difference} difference */
function applyDifference(next, difference) {
  const { kind, name, after } = difference;
  if (kind === 'topology') next.name = String(after?.name ?? next.name);
  else if (kind !== 'layout') replaceObject(next, /** @type {Kind} */ (kind), difference);
  else if (after) next.layout[name] = /** @type {[number, number]} */ ([after.x, after.y]);
  else delete next.layout[name];
}

/** @param {Design} next @param {Kind} kind @param {Difference} difference */
function replaceObject(next, kind, { name, before, after }) {
  const objects = /** @type {any[]} */ (next[COLLECTION[kind]]);
  const at = objects.findIndex((object) => nameOf(kind, object) === name);
  if (before && at < 0) throw new Mismatch(`${kind} ${name} is not here`);
  if (!before && at >= 0) throw new Mismatch(`${kind} ${name} is here already`);
  if (at < 0) objects.push(after);
  else objects.splice(at, 1, ...(after ? [after] : []));
}
