/**
 * Parts that do not hang together, side by side in rows, the largest first. Pure.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Box, Positions } from './graph.js'
 */
import { around, boundsOf } from '../canvas/geometry.js';

const GAP = 96;
const SHAPE = 1.5;

/** @param {Positions[]} parts @param {Map<string, Box>} boxes @returns {Positions} */
export function packed(parts, boxes) {
  const all = parts.map((positions) => ({ positions, bounds: boundsOfAll(positions, boxes) }));
  const area = all.reduce((sum, { bounds }) => sum + (width(bounds) + GAP) * (bounds.bottom - bounds.top + GAP), 0);
  const line = Math.max(Math.sqrt(area * SHAPE), ...all.map(({ bounds }) => width(bounds)));
  /** @type {Positions} */
  const placed = new Map();
  let [x, y, height] = [0, 0, 0];
  for (const { positions, bounds } of all) {
    if (x > 0 && x + width(bounds) > line) [x, y, height] = [0, y + height + GAP, 0];
    for (const [name, at] of positions) placed.set(name, { x: at.x - bounds.left + x, y: at.y - bounds.top + y });
    x += width(bounds) + GAP;
    height = Math.max(height, bounds.bottom - bounds.top);
  }
  return placed;
}

/** @param {Bounds} bounds */
const width = ({ left, right }) => right - left;

/** @param {Positions} positions @param {Map<string, Box>} boxes @returns {Bounds} */
export function boundsOfAll(positions, boxes) {
  const all = [...positions].map(([name, { x, y }]) => {
    const { w, h } = boxes.get(name) ?? { w: 0, h: 0 };
    return boundsOf({ x, y, w, h });
  });
  return around(all) ?? { left: 0, top: 0, right: 0, bottom: 0 };
}
