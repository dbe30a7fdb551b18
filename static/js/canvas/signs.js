/**
 * The signs of what was added, changed or removed, by shape, word and colour: how they look and where they stand.
 *
 * @import { Bounds, Point } from './geometry.js'
 * @import { Face } from './faces.js'
 * @import { Mark, Marking } from './marking.js'
 * @import { Box, End, Link, Scene } from './scene.js'
 *
 * @typedef {Pick<Face, 'mark' | 'written'>} Marked
 */
import { svg } from '../dom.js';
import { at, boundsOf } from './geometry.js';

/** @type {Record<Mark, string>} */
export const SHAPE = {
  added: 'M-4 0H4M0 -4V4',
  changed: 'M-4 4L-3.2 1L2 -4.2L4.2 -2L-1 3.2ZM0.6 -2.8L2.8 -0.6',
  removed: 'M-4 0H4',
};
/** Of a sign with its word. @type {Record<string, number>} */
const WIDTH = { added: 58, changed: 70, removed: 72, create: 58, change: 66, remove: 68 };
const HEIGHT = 18;
/** Where along a link its sign stands: clear of its state in the middle. */
const ON_LINK = 0.66;
/** Where along a cable the sign of one of its ends stands, from there. */
const ON_END = 0.3;
/** From a card's left edge; a bar is round there. */
const INSET = 8;

/** @param {string} written  empty: the shape alone */
const widthOf = (written) => (written ? WIDTH[written] : HEIGHT);

/** At the upper left, where neither its name nor its state stands; from its middle.
 * @param {Box} box @param {string} written */
const onBox = ({ kind, rect: { w, h } }, written) => ({
  x: -w / 2 + (kind === 'sandbox' ? INSET : h / 2) + widthOf(written) / 2,
  y: -h / 2 - 2,
});

/** @param {Link} link */
const onLink = ({ curve }) => at(curve, ON_LINK);

/** @param {End} end */
const onEnd = ({ link, plug }) => at(link.curve, plug === link.plugs[0] ? ON_END : 1 - ON_END);

/** @param {Box} box @param {Marked} face */
export const boxSign = (box, face) => sign(face, onBox(box, face.written));

/** @param {Link} link @param {Marked} face */
export const linkSign = (link, face) => sign(face, onLink(link));

/** @param {End} end @param {Marked} face */
export const endSign = (end, face) => sign(face, onEnd(end));

/** What the signs take of the canvas. @param {Scene} scene @param {Marking} marking @returns {Bounds[]} */
export const signBounds = (scene, marking) =>
  [...marking.marks].flatMap(([key, mark]) => {
    const written = marking.writtenOf(mark);
    const middle = placeOf(scene, key, written);
    return middle ? [boundsOf({ ...middle, w: widthOf(written), h: HEIGHT })] : [];
  });

/** @param {Scene} scene @param {string} key @param {string} written @returns {Point | null} */
function placeOf({ boxes, links, ends }, key, written) {
  const [box, link, end] = [boxes.get(key), links.get(key), ends.get(key)];
  if (link) return onLink(link);
  if (end) return onEnd(end);
  if (!box) return null;
  const { x, y } = onBox(box, written);
  return { x: box.rect.x + x, y: box.rect.y + y };
}

/** What is read of it stands before the state in an object's label, so it is drawn before that too.
 * @param {Marked} face @param {Point} at  its middle @returns {Node[]} */
function sign({ mark, written }, { x, y }) {
  if (!mark) return [];
  const w = widthOf(written);
  const shape = svg('path', { d: SHAPE[mark] });
  return [
    svg(
      'g',
      { class: 'sign', transform: `translate(${x} ${y})` },
      svg('rect', { x: -w / 2, y: -HEIGHT / 2, width: w, height: HEIGHT, rx: HEIGHT / 2 }),
      svg('g', written ? { transform: `translate(${-w / 2 + 12} 0)` } : {}, shape),
      written && svg('text', { x: -w / 2 + 21, y: 4 }, written),
    ),
  ];
}
