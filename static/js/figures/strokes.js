/**
 * Strokes drawn by hand: fewer points than the hand gave, and a smooth line through them. Pure.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 */
const MOST = 500;
/** Pixels of the drawing that a stroke may be off what the hand did. */
const TOLERANCE = 1.2;

/** @param {number[]} points  x and y in turn @returns {Point[]} */
export function pointsOf(points) {
  return Array.from({ length: Math.floor(points.length / 2) }, (_, i) => ({ x: points[2 * i], y: points[2 * i + 1] }));
}

/** @param {Point[]} points @returns {number[]} */
export const flat = (points) => points.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);

/** @param {number[]} points @returns {Bounds} */
export function strokeBounds(points) {
  const all = pointsOf(points);
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The points that matter, at most so many as a mark may have. @param {Point[]} points @returns {Point[]} */
export function simplified(points) {
  let tolerance = TOLERANCE;
  let found = thinned(points, tolerance);
  while (found.length > MOST) {
    tolerance *= 2;
    found = thinned(points, tolerance);
  }
  return found;
}

/** The same, ending where it begins if it comes back that near. @param {Point[]} points @param {number} near */
export function closed(points, near) {
  const [first, last] = [points[0], points[points.length - 1]];
  const isNear = points.length > 3 && Math.hypot(last.x - first.x, last.y - first.y) <= near;
  return isNear ? [...points.slice(0, -1), first] : points;
}

/** As Ramer, Douglas and Peucker do it. @param {Point[]} points @param {number} tolerance @returns {Point[]} */
function thinned(points, tolerance) {
  const kept = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [from, to] = stretch;
    const [at, away] = farthest(points, from, to);
    if (away <= tolerance) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

/** @param {Point[]} points @param {number} from @param {number} to @returns {[number, number]} which, and how far */
function farthest(points, from, to) {
  const [a, b] = [points[from], points[to]];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  let [at, most] = [from, 0];
  for (let i = from + 1; i < to; i += 1) {
    const { x, y } = points[i];
    const away = length
      ? Math.abs((b.x - a.x) * (a.y - y) - (a.x - x) * (b.y - a.y)) / length
      : Math.hypot(x - a.x, y - a.y);
    if (away > most) [at, most] = [i, away];
  }
  return [at, most];
}

/** @param {number} value */
const short = (value) => Math.round(value * 10) / 10;

/** A smooth path: through the middles between the points, bent at the points. @param {Point[]} points */
export function strokePath(points) {
  if (isLoop(points)) return loop(points.slice(1));
  const [first, ...rest] = points;
  const start = `M${short(first.x)} ${short(first.y)}`;
  if (rest.length < 2) return start + rest.map(({ x, y }) => `L${short(x)} ${short(y)}`).join('');
  const last = rest[rest.length - 1];
  const bends = rest.slice(0, -1).map(({ x, y }, i) => {
    const next = rest[i + 1];
    return bend({ x, y }, next === last ? last : between({ x, y }, next));
  });
  return start + bends.join('');
}

/** @param {Point} a @param {Point} b */
const between = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** @param {Point} at @param {Point} end */
const bend = (at, end) => `Q${short(at.x)} ${short(at.y)} ${short(end.x)} ${short(end.y)}`;

/** Whether it ends where it began. @param {Point[]} points */
const isLoop = (points) => points.length > 3 && points[0].x === points.at(-1)?.x && points[0].y === points.at(-1)?.y;

/** Without a corner where it closes. @param {Point[]} points */
function loop(points) {
  const start = between(points[points.length - 1], points[0]);
  const bends = points.map((at, i) => bend(at, between(at, points[(i + 1) % points.length])));
  return `M${short(start.x)} ${short(start.y)}${bends.join('')}Z`;
}
