/**
 * Which things lie in a rectangle. A link is there if the box around its curve is: with only its ends, a long one
 * would vanish when both of them are out of sight. All are asked, one by one: while something is dragged an index
 * would be made anew for every picture, which costs ten times as much as it saves.
 *
 * @import { Bounds } from './geometry.js'
 * @import { Scene } from './scene.js'
 */
import { overlap } from './geometry.js';

/** @param {Scene} scene @param {Bounds} bounds @returns {Set<string>} keys */
export function within({ boxes, links, figures }, { left, top, right, bottom }) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { key, rect } of boxes.values()) {
    const across = Math.abs(2 * rect.x - left - right) < right - left + rect.w;
    if (across && Math.abs(2 * rect.y - top - bottom) < bottom - top + rect.h) found.add(key);
  }
  for (const { key, curve: [a, b, c, d] } of links.values()) {
    if (Math.max(a.x, b.x, c.x, d.x) <= left || Math.min(a.x, b.x, c.x, d.x) >= right) continue;
    if (Math.max(a.y, b.y, c.y, d.y) > top && Math.min(a.y, b.y, c.y, d.y) < bottom) found.add(key);
  }
  for (const { key, bounds } of figures.values())
    if (overlap(bounds, { left, top, right, bottom })) found.add(key);
  return found;
}
