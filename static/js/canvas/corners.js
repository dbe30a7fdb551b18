/**
 * Where a button may stand at a box.
 *
 * @import { Bounds, Point, Rect } from './geometry.js'
 */
import { overlap } from './geometry.js';

/** From the box's corner inwards, and out from its edge: clear of the ring around what is chosen. */
const INSET = 14;
const AIR = 8;
/** From its middle, where the handles for cables are. */
const HANDLE = 16;

/**
 * Above or below one of its corners, the first where nothing is written; the right ones first, as names of others and
 * signs stand at the left.
 * @param {Rect} rect @param {number} size  of the button @param {Bounds[]} written
 * @returns {Point} the button's upper left corner
 */
export function cornerOf({ x, y, w, h }, size, written) {
  const right = x + Math.max(w / 2 - INSET - size, HANDLE);
  const left = x + Math.min(INSET - w / 2, -HANDLE - size);
  const [above, below] = [y - h / 2 - AIR - size, y + h / 2 + AIR];
  const corners = [right, left].flatMap((at) => [above, below].map((level) => ({ x: at, y: level })));
  const isFree = (/** @type {Point} */ { x: from, y: top }) =>
    !written.some((each) => overlap(each, { left: from, top, right: from + size, bottom: top + size }));
  return corners.find(isFree) ?? corners[0];
}
