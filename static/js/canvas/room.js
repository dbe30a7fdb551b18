/**
 * What is taken and what is crossed on the canvas, found by cells.
 *
 * @import { Bounds, Point } from './geometry.js'
 */
import { contains, overlap } from './geometry.js';

const CELL = 96;
const SPAN = 1 << 16;
/** A cable that is drawn later strikes a text out; over an earlier one the text has a rim. */
const STRUCK = 4;

/** @param {number} x @param {number} y  of cells */
const keyOf = (x, y) => (x + SPAN / 2) * SPAN + y + SPAN / 2;
const cell = (/** @type {number} */ at) => Math.floor(at / CELL);

export class Room {
  constructor() {
    /** @type {Map<number, Bounds[]>} */
    this.taken = new Map();
    /** @type {Map<number, Bounds[]>} */
    this.boxes = new Map();
    /** @type {Map<number, {point: Point, order: number}[]>} */
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

  /** @param {Point[]} points  along a cable @param {number} order  in which it is drawn */
  cross(points, order) {
    for (const point of points) push(this.points, keyOf(cell(point.x), cell(point.y)), { point, order });
  }

  /** @param {Bounds} bounds */
  isFree(bounds) {
    return !has(this.taken, bounds);
  }

  /** Whether no box lies in it. @param {Bounds} bounds */
  isOpen(bounds) {
    return !has(this.boxes, bounds);
  }

  /** How many points of cables lie in it, those drawn later counted more. @param {Bounds} bounds @param {number} own */
  crossings(bounds, own) {
    let count = 0;
    for (const key of cellsOf(bounds))
      for (const { point, order } of this.points.get(key) ?? [])
        if (contains(bounds, point)) count += order > own ? STRUCK : 1;
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
