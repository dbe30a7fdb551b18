/**
 * How a part of the world is fitted into a small picture. Pure.
 *
 * @import { Bounds, Point } from './geometry.js'
 *
 * @typedef {Object} Reach
 * @property {number} k  pixels of the picture for one of the world
 * @property {(x: number) => number} x
 * @property {(y: number) => number} y
 * @property {(x: number, y: number) => Point} back  from the picture into the world
 */

/** @param {Bounds} bounds @param {number} width @param {number} height @param {number} margin @returns {Reach} */
export function reach({ left, top, right, bottom }, width, height, margin) {
  const k = Math.min(
    (width - 2 * margin) / Math.max(1, right - left),
    (height - 2 * margin) / Math.max(1, bottom - top),
  );
  const across = width / 2 - ((left + right) / 2) * k;
  const down = height / 2 - ((top + bottom) / 2) * k;
  return {
    k,
    x: (x) => x * k + across,
    y: (y) => y * k + down,
    back: (x, y) => ({ x: (x - across) / k, y: (y - down) / k }),
  };
}
