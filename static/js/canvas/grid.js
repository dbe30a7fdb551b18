/**
 * Which things lie in a rectangle, found by cells. A link is in every cell that it crosses: with only its
 * ends, a
 * long one would vanish when both of them are out of sight.
 *
 * @import { Bounds } from './geometry.js'
 * @import { Box, Link, Scene } from './scene.js'
 */
import { along, boundsOf } from './geometry.js';

const CELL = 512;
const STEPS = 16;

/** @param {number} x @param {number} y */
const cellAt = (x, y) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;

export class Grid {
  /** @param {Scene} scene */
  constructor({ boxes, links }) {
    /** @type {Map<string, Set<string>>} */
    this.cells = new Map();
    for (const box of boxes.values()) this.addBox(box);
    for (const link of links.values()) this.addLink(link);
  }

  /** @param {Box} box */
  addBox({ key, rect }) {
    const { left, top, right, bottom } = boundsOf(rect);
    for (const x of [left, right]) for (const y of [top, bottom]) this.add(cellAt(x, y), key);
  }

  /** @param {Link} link */
  addLink({ key, curve }) {
    const length = Math.hypot(curve[3].x - curve[0].x, curve[3].y - curve[0].y);
    for (const { x, y } of along(curve, Math.max(STEPS, Math.ceil(length / (CELL / 4)))))
      this.add(cellAt(x, y), key);
  }

  /** @param {string} cell @param {string} key */
  add(cell, key) {
    const keys = this.cells.get(cell);
    if (keys) keys.add(key);
    else this.cells.set(cell, new Set([key]));
  }

  /** @param {Bounds} bounds @returns {Set<string>} */
  within({ left, top, right, bottom }) {
    /** @type {Set<string>} */
    const found = new Set();
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) {
        for (const key of this.cells.get(`${x},${y}`) ?? []) found.add(key);
      }
    }
    return found;
  }
}
