/**
 * A comparison as the server tells it, made ready for the canvas and for a list.
 *
 * @import { Design, Difference, Kind, Position } from '../types.js'
 * @import { Mark } from '../canvas/marking.js'
 *
 * @typedef {Difference & {sentence: string}} Told
 * @typedef {{key: string, mark: Mark | 'moved', sentence: string}} Row  one thing that differs
 */
import { COLLECTION, EMPTY, find, keyOf } from '../design/objects.js';

/** @param {Difference} difference @returns {Mark} */
const markOf = ({ before, after }) => (before ? (after ? 'changed' : 'removed') : 'added');

/** @param {Difference} difference */
const isObject = ({ kind }) => kind in COLLECTION;

/** @param {Difference[]} delta @returns {Map<string, Mark>} by key */
export const marksOf = (delta) =>
  new Map(delta.filter(isObject).map((each) => [keyOf(each.kind, each.name), markOf(each)]));

/** What the newer design does not have any more, where it stood. @param {Difference[]} delta @returns {Design} */
export function ghostsOf(delta) {
  /** @type {any} */
  const ghosts = structuredClone(EMPTY);
  for (const { kind, name, before, after } of delta) {
    if (!before || after) continue;
    if (kind === 'layout') ghosts.layout[name] = /** @type {Position} */ ([before.x, before.y]);
    else if (kind in COLLECTION) ghosts[COLLECTION[/** @type {Kind} */ (kind)]].push(before);
  }
  return ghosts;
}

/** Objects first, then those that only stand elsewhere. @param {Told[]} delta @param {Design} design  the newer
 * @returns {Row[]}
 */
export function rowsOf(delta, design) {
  const objects = delta.filter(isObject);
  const told = objects.map((each) => ({
    key: keyOf(each.kind, each.name),
    mark: markOf(each),
    sentence: each.sentence,
  }));
  const comings = new Set(objects.filter((each) => !each.before || !each.after).map(({ name }) => name));
  const moves = delta
    .filter(({ kind, name }) => kind === 'layout' && !comings.has(name))
    .map(({ name, sentence }) => ({
      key: keyOf(find(design, 'sandbox', name) ? 'sandbox' : 'network', name),
      mark: /** @type {'moved'} */ ('moved'),
      sentence,
    }));
  return [...told, ...moves];
}

/** "2 added, 1 removed" @param {Row[]} rows */
export function summary(rows) {
  const words = /** @type {const} */ (['added', 'changed', 'removed', 'moved']);
  const counts = words.map((word) => [rows.filter(({ mark }) => mark === word).length, word]);
  return counts.filter(([count]) => count).map((each) => each.join(' ')).join(', ') || 'no difference';
}
