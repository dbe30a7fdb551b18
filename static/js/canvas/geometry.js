/**
 * Points, rectangles and the curves between them. Pure; world pixels, y down.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, w: number, h: number}} Rect  x and y are its middle
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds
 * @typedef {'top' | 'right' | 'bottom' | 'left'} Side
 * @typedef {[Point, Point, Point, Point]} Curve  a cubic one: start, two handles, end
 */

/** @type {Record<Side, Point>} */
export const OUTWARD = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
};

/** @param {Side} side */
export const isLevel = (side) => side === 'top' || side === 'bottom';

/** @param {Rect} rect @returns {Bounds} */
export const boundsOf = ({ x, y, w, h }) => ({
  left: x - w / 2,
  top: y - h / 2,
  right: x + w / 2,
  bottom: y + h / 2,
});

/** @param {Bounds} bounds @returns {Rect} */
export const middleOf = ({ left, top, right, bottom }) => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
  w: right - left,
  h: bottom - top,
});

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** @param {Bounds} a @param {Bounds} b */
export const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** @param {Bounds} bounds @param {number} by @returns {Bounds} */
export const grown = ({ left, top, right, bottom }, by) => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** @param {Bounds} bounds @param {number} x @param {number} y @returns {Bounds} */
export const moved = ({ left, top, right, bottom }, x, y) => ({
  left: left + x,
  right: right + x,
  top: top + y,
  bottom: bottom + y,
});

/** @param {Bounds} bounds @param {Point} point */
export const contains = (bounds, { x, y }) =>
  x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom;

/** @param {Bounds} outer @param {Bounds} inner */
export const encloses = (outer, inner) =>
  outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom;

/** @param {Bounds[]} all @returns {Bounds | null} */
export function around(all) {
  if (!all.length) return null;
  return all.reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }));
}

/** The grid that objects snap to. */
export const GRID = 4;
/** @param {Point} point @returns {[number, number]} */
export const snapped = ({ x, y }) => [Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID];

/**
 * The side of one box that faces another: where there is more air between the two.
 * @param {Rect} from
 * @param {Rect} to
 * @returns {Side}
 */
export function facing(from, to) {
  const across = Math.abs(to.x - from.x) - (from.w + to.w) / 2;
  const down = Math.abs(to.y - from.y) - (from.h + to.h) / 2;
  if (down >= across) return to.y >= from.y ? 'bottom' : 'top';
  return to.x >= from.x ? 'right' : 'left';
}

/**
 * Leaves and arrives square to the boxes' edges.
 * @param {Point} start
 * @param {Side} startSide
 * @param {Point} end
 * @param {Side} endSide
 * @returns {Curve}
 */
export function curve(start, startSide, end, endSide) {
  const reach = clamp(Math.hypot(end.x - start.x, end.y - start.y) * 0.5, 12, 160);
  const out = OUTWARD[startSide];
  const back = OUTWARD[endSide];
  return [
    start,
    { x: start.x + out.x * reach, y: start.y + out.y * reach },
    { x: end.x + back.x * reach, y: end.y + back.y * reach },
    end,
  ];
}

/** @param {Point} a @param {Point} b @param {number} t */
const between = (a, b, t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/** @param {Curve} curve @param {number} t @returns {[Curve, Curve]} before and after t */
export function split([a, b, c, d], t) {
  const ab = between(a, b, t);
  const bc = between(b, c, t);
  const cd = between(c, d, t);
  const abc = between(ab, bc, t);
  const bcd = between(bc, cd, t);
  const middle = between(abc, bcd, t);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

/** @param {Curve} curve @param {number} t @returns {Point} */
export function at([a, b, c, d], t) {
  const u = 1 - t;
  const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
}

/** Points along a curve, from start to end. @param {Curve} curve @param {number} steps */
export const along = (curve, steps) =>
  Array.from({ length: steps + 1 }, (_, step) => at(curve, step / steps));

/** Where on a curve one is this far from its start. @param {Curve} curve @param {number} distance */
export function timeAt(curve, distance) {
  let gone = 0;
  let before = curve[0];
  for (let step = 1; step <= 24; step += 1) {
    const here = at(curve, step / 24);
    gone += Math.hypot(here.x - before.x, here.y - before.y);
    if (gone >= distance) return step / 24;
    before = here;
  }
  return 1;
}

/** @param {number} value */
const short = (value) => Math.round(value * 10) / 10;

/** An SVG path. @param {Curve} curve */
export const pathOf = ([a, b, c, d]) =>
  `M${short(a.x)} ${short(a.y)}C${short(b.x)} ${short(b.y)} ${short(c.x)} ${short(c.y)} ${short(d.x)} ${short(d.y)}`;

/** @param {Curve} curve @returns {Bounds} that its handles lie in, so the curve too */
export const curveBounds = (curve) => ({
  left: Math.min(...curve.map((each) => each.x)),
  top: Math.min(...curve.map((each) => each.y)),
  right: Math.max(...curve.map((each) => each.x)),
  bottom: Math.max(...curve.map((each) => each.y)),
});

/**
 * Spreads places along an edge so that each stays near where it wants to be and none comes closer than `gap`
 * (or, where there is no room for that, than what there is room for).
 * @param {number[]} wanted  ascending
 * @param {number} low
 * @param {number} high
 * @param {number} gap
 * @returns {number[]}
 */
export function spread(wanted, low, high, gap) {
  const last = wanted.length - 1;
  const step = Math.min(gap, (high - low) / Math.max(1, last));
  const pushed = [...wanted];
  const pulled = [...wanted];
  for (let i = 1; i <= last; i += 1) pushed[i] = Math.max(pushed[i], pushed[i - 1] + step);
  for (let i = last - 1; i >= 0; i -= 1) pulled[i] = Math.min(pulled[i], pulled[i + 1] - step);
  return pushed.map((each, i) => clamp((each + pulled[i]) / 2, low + i * step, high - (last - i) * step));
}
