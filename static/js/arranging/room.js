/**
 * Where there is room for one more.
 *
 * @import { Rect } from '../canvas/geometry.js'
 */
import { boundsOf, grown, overlap } from '../canvas/geometry.js';

const AIR = 12;
const GAP = { x: 52, y: 84 };
const FURTHEST = 12;

/** The place wished for if it is free, else the nearest beside or below it in even steps.
 * @param {Rect} wish @param {Rect[]} taken @returns {Rect}
 */
export function freeNear(wish, taken) {
  const rooms = taken.map(boundsOf);
  const isFree = (/** @type {Rect} */ rect) =>
    !rooms.some((each) => overlap(each, grown(boundsOf(rect), AIR)));
  const [w, h] = [wish.w + GAP.x, wish.h + GAP.y];
  return steps().map(([x, y]) => ({ ...wish, x: wish.x + x * w, y: wish.y + y * h })).find(isFree) ?? wish;
}

/** @returns {[number, number][]} the nearest first; to the right before down, down before left and up */
function steps() {
  const all = [];
  for (let x = -FURTHEST; x <= FURTHEST; x += 1)
    for (let y = -FURTHEST; y <= FURTHEST; y += 1) all.push(/** @type {[number, number]} */ ([x, y]));
  const cost = (/** @type {[number, number]} */ [x, y]) =>
    Math.hypot(x * 0.9, y) + (x < 0 ? 0.1 : 0) + (y < 0 ? 0.2 : 0);
  return all.sort((a, b) => cost(a) - cost(b));
}
