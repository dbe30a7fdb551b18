/**
 * What deploying would do to an object, by shape, word and colour: ⊕ create, ✎ change, ⊖ remove.
 *
 * @import { Does } from '../types.js'
 * @import { Face } from './faces.js'
 */
import { svg } from '../dom.js';

/** What is said of an object whose edit waits. @type {Record<Does, string>} */
export const WAITS = { create: 'not deployed yet', change: 'changed since it was deployed', remove: 'removed' };

/** Around the origin, 8 px. @type {Record<Does, string>} */
export const GLYPH = {
  create: 'M-4 0H4M0 -4V4',
  change: 'M-3.5 3.5L-2.8 1L1.8 -3.6L3.6 -1.8L-1 2.8Z',
  remove: 'M-4 0H4',
};

/** Wide enough for each word. */
const WORD_WIDTH = 46;

/**
 * With its word while a plan is shown; the shape alone while edits just wait.
 * @param {Pick<Face, 'effect' | 'planned'>} face
 * @param {number} x  of the shape's middle
 * @param {number} y
 * @returns {Node[]}
 */
export function sign({ effect, planned }, x, y) {
  if (!effect) return [];
  const width = planned ? 18 + WORD_WIDTH : 18;
  return [
    svg(
      'g',
      { class: 'sign', 'data-effect': effect, transform: `translate(${x} ${y})` },
      svg('rect', { x: -9, y: -9, width, height: 18, rx: 9 }),
      svg('path', { d: GLYPH[effect] }),
      planned && svg('text', { x: 10, y: 4 }, effect),
    ),
  ];
}
