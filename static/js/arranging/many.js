/**
 * Several sandboxes at once, named by a pattern, on one network or on none.
 *
 * @import { Design, Intent } from '../types.js'
 * @import { Point } from '../canvas/geometry.js'
 *
 * @typedef {Object} Wanted
 * @property {number} count
 * @property {string} pattern  `app`, or `web-#-a` where # is the number
 * @property {boolean} forwarding
 * @property {string} network  empty: none
 */
import { namesIn } from '../design/names.js';
import { connect, inOrder } from '../live/edits.js';

export const MOST = 100;
const COLUMN = 176;
const ROW = 136;
const PER_ROW = 6;

/** The next free names of a pattern. @param {Design} design @param {string} pattern @param {number} count */
export function namesOf(design, pattern, count) {
  const taken = namesIn(design);
  const names = [];
  for (let number = 1; names.length < count; number += 1) {
    const name = pattern.includes('#') ? pattern.replace('#', String(number)) : `${pattern}${number}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}

/** @param {Wanted} wanted @param {Point[]} places  as many as are wanted @returns {Intent} */
export const addMany =
  ({ count, pattern, forwarding, network }, places) =>
  (design) => {
    const names = namesOf(design, pattern, count);
    const value = forwarding ? { forwarding } : {};
    /** @type {Intent} */
    const boxes = () => [
      ...names.map((name) => ({
        op: /** @type {const} */ ('add'),
        kind: /** @type {const} */ ('sandbox'),
        value: { name, ...value },
      })),
      {
        op: 'place',
        positions: Object.fromEntries(names.map((name, i) => [name, [places[i].x, places[i].y]])),
      },
    ];
    const joins = network
      ? names.map((name) => connect({ kind: 'sandbox', name }, { kind: 'network', name: network }))
      : [];
    return inOrder(boxes, ...joins)(design);
  };

/** A block of rows around a point, its first row there. @param {number} count @param {Point} top
 * @returns {Point[]}
 */
export function blockAt(count, top) {
  const rows = Math.ceil(count / PER_ROW);
  const columns = Math.ceil(count / rows);
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns);
    const shift = row % 2 ? COLUMN / 2 : 0;
    return {
      x: Math.round(top.x + ((i % columns) - (columns - 1) / 2) * COLUMN + shift),
      y: Math.round(top.y + row * ROW),
    };
  });
}
