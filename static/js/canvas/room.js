/**
 * What is taken and what is crossed on the canvas, found by cells.
 *
 * @import { Bounds, Point } from './geometry.js'
 */
import { contains, overlap } from './geometry.js';

const CELL = 96;
const SPAN = 1 << 16;

/** @param {number} x @param {number} y  of cells */
const keyOf = (x, y) => (x + SPAN / 2) * SPAN + y + SPAN / 2;
const cell = (/** @type {number} */ at) => Math.floor(at / CELL);

export class Room {
  constructor() {
    /** @type {Map<number, Bounds[]>} */
    this.taken = new Map();
    /** @type {Map<number, Bounds[]>} */
    this.boxes = new Map();
    /** @type {Map<number, Point[]>} */
    this.points = new Map();
  }

  /** With a box, through which nothing is seen either. @param {Bounds} bounds */
  fill(bounds) {
    this.take(bounds);
    for (const key of cellsOf(bounds)) push(this.boxes, key, bounds);
  }

  /** @param {Bounds} bounds */
  take(bounds) {
    for (const key of cellsOf(bounds)) push(this.taken, key, bounds);
  }

  /** @param {Point[]} points  along a cable */
  cross(points) {
    for (const point of points) push(this.points, keyOf(cell(point.x), cell(point.y)), point);
  }

  /** @param {Bounds} bounds */
  isFree(bounds) {
    return !has(this.taken, bounds);
  }

  /** Whether no box lies in it. @param {Bounds} bounds */
  isOpen(bounds) {
    return !has(this.boxes, bounds);
  }

  /** How many points of cables lie in it. @param {Bounds} bounds */
  crossings(bounds) {
    let count = 0;
    for (const key of cellsOf(bounds))
      for (const point of this.points.get(key) ?? []) if (contains(bounds, point)) count += 1;
    return count;
  }
}

/** @param {Map<number, Bounds[]>} map @param {Bounds} bounds */
const has = (map, bounds) =>
  cellsOf(bounds).some((key) => map.get(key)?.some((each) => overlap(each, bounds)));

/** @param {Bounds} bounds */
function cellsOf({ left, top, right, bottom }) {
  const keys = [];
  for (let x = cell(left); x <= cell(right); x += 1)
    for (let y = cell(top); y <= cell(bottom); y += 1) keys.push(keyOf(x, y));
  return keys;
}

/** @template T @param {Map<number, T[]>} map @param {number} key @param {T} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
