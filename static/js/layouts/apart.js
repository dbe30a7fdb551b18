/**
 * Boxes so that none lies over another: each stays where it was meant to be, or takes the nearest free place.
 * Pure.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Box, Positions } from './graph.js'
 */
import { boundsOf, grown, overlap, snapped } from '../canvas/geometry.js';
import { boundsOfAll } from './pack.js';

const AIR = 12;
const STEP = 24;
const FARTHEST = 200;

/**
 * @param {Positions} wanted
 * @param {Map<string, Box>} boxes  whose sizes count
 * @param {Bounds[]} taken  what stands there and stays
 * @returns {Positions}
 */
export function apart(wanted, boxes, taken) {
  const room = [...taken];
  /** @type {Positions} */
  const placed = new Map();
  const inReadingOrder = [...wanted].sort(([, a], [, b]) => a.y - b.y || a.x - b.x);
  for (const [name, wish] of inReadingOrder) {
    const { w, h } = boxes.get(name) ?? { w: 0, h: 0 };
    const at = nearestFree(wish, (x, y) => {
      const bounds = grown(boundsOf({ x, y, w, h }), AIR);
      return !room.some((each) => overlap(each, bounds));
    });
    room.push(boundsOf({ ...at, w, h }));
    placed.set(name, at);
  }
  return placed;
}

/**
 * Moves all of them alike, as little as it takes to come free of what stands there.
 * @param {Positions} wanted
 * @param {Map<string, Box>} boxes
 * @param {Bounds[]} taken
 * @returns {Positions}
 */
export function besides(wanted, boxes, taken) {
  const own = boundsOfAll(wanted, boxes);
  const by = nearestFree({ x: 0, y: 0 }, (x, y) => {
    const there = grown({ left: own.left + x, right: own.right + x, top: own.top + y, bottom: own.bottom + y }, STEP);
    return !taken.some((each) => overlap(each, there));
  });
  return new Map([...wanted].map(([name, { x, y }]) => [name, { x: x + by.x, y: y + by.y }]));
}

/** Looked for in growing squares. @param {{x: number, y: number}} wish @param {(x: number, y: number) => boolean} free */
function nearestFree(wish, free) {
  const [x, y] = snapped(wish);
  for (let ring = 0; ring < FARTHEST; ring += 1) {
    for (const [across, down] of square(ring)) {
      const [left, top] = [x + across * STEP, y + down * STEP];
      if (free(left, top)) return { x: left, y: top };
    }
  }
  return { x, y };
}

/** @param {number} ring @returns {[number, number][]} */
function square(ring) {
  /** @type {[number, number][]} */
  const places = [];
  for (let i = -ring; i <= ring; i += 1)
    for (let j = -ring; j <= ring; j += Math.abs(i) === ring ? 1 : Math.max(1, 2 * ring)) places.push([i, j]);
  return places.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
}
