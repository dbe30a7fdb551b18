/**
 * Short marks that move along lanes, as short stretches to be painted. Pure; in the world's measure.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Lane } from './lanes.js'
 *
 * @typedef {Object} Track  a lane as points that are equally far apart
 * @property {number} level
 * @property {Point[]} points
 * @property {number} length
 */
/** Pixels of the screen: from one mark to the next, and its length. */
export const APART = 22;
export const LONG = 8;
/** A long lane has no more of them than this. */
const MOST = 14;

/** @param {Lane} lane @returns {Track} */
export function trackOf({ points: rough, level }) {
  const steps = rough.length - 1;
  const gone = [0];
  for (let i = 1; i <= steps; i += 1)
    gone.push(gone[i - 1] + Math.hypot(rough[i].x - rough[i - 1].x, rough[i].y - rough[i - 1].y));
  const length = gone[steps];
  const points = [];
  for (let i = 0, step = 0; i <= steps; i += 1) {
    const wanted = (length * i) / steps;
    while (step < steps - 1 && gone[step + 1] < wanted) step += 1;
    points.push(between(rough[step], rough[step + 1], (wanted - gone[step]) / (gone[step + 1] - gone[step] || 1)));
  }
  return { level, points, length };
}

/**
 * Where the marks of a track are when the first one has come `gone` far. Each is from x, y to x, y.
 * @param {Track} track @param {number} gone  pixels of the screen @param {number} scale  pixels for one of the world's
 * @param {(x: number, y: number, toX: number, toY: number) => void} put
 */
export function marks(track, gone, scale, put) {
  const { length } = track;
  const apart = Math.max(APART / scale, length / MOST);
  const long = LONG / scale;
  for (let from = ((gone / scale) % apart) - long; from < length; from += apart) {
    const start = pointAt(track, Math.max(0, from));
    const end = pointAt(track, Math.min(length, from + long));
    put(start.x, start.y, end.x, end.y);
  }
}

/** @param {Track} track @param {number} distance */
function pointAt({ points, length }, distance) {
  const place = (distance / (length || 1)) * (points.length - 1);
  const before = Math.min(points.length - 2, Math.floor(place));
  return between(points[before], points[before + 1], place - before);
}

/** @param {Point} a @param {Point} b @param {number} share */
const between = (a, b, share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
