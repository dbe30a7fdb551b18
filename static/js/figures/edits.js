/**
 * The edits of what is only drawn, each as an intent.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Design, Fields, Figure, FigureKind, Intent } from '../types.js'
 */
import { COLLECTION, find, fromKey, index, isFigure } from '../design/objects.js';
import { shifted } from './shapes.js';

/** @param {FigureKind} kind @param {Fields} value @returns {Intent} */
export const addFigure = (kind, value) => (design) => [
  { op: 'add', kind, value: { name: freeFigureName(design, kind), ...value } },
];

/** @param {Design} design @param {FigureKind} kind */
export function freeFigureName(design, kind) {
  let number = design[COLLECTION[kind]].length + 1;
  while (index(design)[kind].has(`${kind}${number}`)) number += 1;
  return `${kind}${number}`;
}

/** From where they are by then. @param {string[]} keys @param {Point} by @returns {Intent} */
export const shiftFigures = (keys, by) => (design) =>
  keys.flatMap((key) => {
    const { kind, name } = fromKey(key);
    const figure = isFigure(kind) && find(design, kind, name);
    if (!figure) return [];
    return [{ op: 'set', kind, name, fields: shifted(/** @type {Figure} */ (figure), by) }];
  });

/** What an area's fields are for a rectangle. @param {Bounds} bounds @returns {Fields} */
export const areaOver = ({ left, top, right, bottom }) => ({
  at: [Math.round(left), Math.round(top)],
  size: [Math.round(right - left), Math.round(bottom - top)],
});
