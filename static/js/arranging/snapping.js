/**
 * What a box that is dragged snaps to: edges and middles of other boxes, and places with equal gaps to its
 * neighbours. Made once a drag: lines are sorted, so that a move looks at a few of them only.
 *
 * @import { Bounds, Rect } from '../canvas/geometry.js'
 *
 * @typedef {'x' | 'y'} Axis
 * @typedef {{at: number, from: number, to: number}} Line  a place on an axis, and its box on the other
 * @typedef {{axis: Axis, at: number, from: number, to: number}} Guide  x: a vertical line
 * @typedef {{axis: Axis, from: number, to: number, across: number}} Gap  a distance along an axis
 * @typedef {{x: number | null, y: number | null, guides: Guide[], gaps: Gap[]}} Snap  null: nothing is near
 */
import { boundsOf } from '../canvas/geometry.js';

const LOW = /** @type {const} */ ({ x: 'left', y: 'top' });
const HIGH = /** @type {const} */ ({ x: 'right', y: 'bottom' });
const SIZE = /** @type {const} */ ({ x: 'w', y: 'h' });
const OTHER = /** @type {const} */ ({ x: 'y', y: 'x' });

export class Snapping {
  /** @param {Rect[]} others  those that stand still and are in sight */
  constructor(others) {
    this.bounds = others.map(boundsOf);
    this.lines = { x: linesOf(this.bounds, 'x'), y: linesOf(this.bounds, 'y') };
  }

  /**
   * Where a box belongs that is wished to be at `rect`.
   * @param {Rect} rect
   * @param {number} reach
   * @returns {Snap}
   */
  snap(rect, reach) {
    const x = this.along('x', rect, reach);
    const y = this.along('y', rect, reach);
    const at = { ...rect, x: x ?? rect.x, y: y ?? rect.y };
    return {
      x,
      y,
      guides: [...(x === null ? [] : this.guides('x', at)), ...(y === null ? [] : this.guides('y', at))],
      gaps: [...(x === null ? [] : this.gaps('x', at)), ...(y === null ? [] : this.gaps('y', at))],
    };
  }

  /** @param {Axis} axis @param {Rect} rect @param {number} reach @returns {number | null} */
  along(axis, rect, reach) {
    const half = rect[SIZE[axis]] / 2;
    const wishes = [0, -half, half].flatMap((off) => {
      const line = nearest(this.lines[axis], rect[axis] + off, reach);
      return line === null ? [] : [line - off];
    });
    const places = wishes.length ? wishes : this.even(axis, rect);
    const best = closest(places, rect[axis]);
    return best !== null && Math.abs(best - rect[axis]) <= reach ? best : null;
  }

  /** Middles at which the gaps to the neighbours are equal. @param {Axis} axis @param {Rect} rect */
  even(axis, rect) {
    const [low, high, half] = [LOW[axis], HIGH[axis], rect[SIZE[axis]] / 2];
    const before = this.beside(axis, rect, -1);
    const after = this.beside(axis, rect, 1);
    const places = [];
    if (before[0] && after[0]) places.push((before[0][high] + after[0][low]) / 2);
    if (before[1]) places.push(before[0][high] + (before[0][low] - before[1][high]) + half);
    if (after[1]) places.push(after[0][low] - (after[1][low] - after[0][high]) - half);
    return places;
  }

  /**
   * The two next in its row or column, the nearer first, none overlapping the other.
   * @param {Axis} axis
   * @param {Rect} rect
   * @param {1 | -1} way
   * @returns {Bounds[]}
   */
  beside(axis, rect, way) {
    const [low, high] = way > 0 ? [LOW[axis], HIGH[axis]] : [HIGH[axis], LOW[axis]];
    const first = this.next(axis, rect, rect[axis], way, low);
    const second = first && this.next(axis, rect, first[high], way, low);
    return second ? [first, second] : first ? [first] : [];
  }

  /** @param {Axis} axis @param {Rect} rect @param {number} from @param {1 | -1} way
   * @param {'left' | 'top' | 'right' | 'bottom'} near  the edge that faces the box
   * @returns {Bounds | null}
   */
  next(axis, rect, from, way, near) {
    const mine = boundsOf(rect);
    const [top, bottom] = [LOW[OTHER[axis]], HIGH[OTHER[axis]]];
    let best = null;
    for (const each of this.bounds) {
      if (each[top] > mine[bottom] || each[bottom] < mine[top] || (each[near] - from) * way <= 0) continue;
      if (!best || (each[near] - best[near]) * way < 0) best = each;
    }
    return best;
  }

  /** The line through its middle that a box is on now, else those along its edges. @param {Axis} axis
   * @param {Rect} rect @returns {Guide[]}
   */
  guides(axis, rect) {
    const mine = boundsOf(rect);
    const middle = this.guide(axis, rect[axis], mine);
    if (middle.length) return middle;
    return [mine[LOW[axis]], mine[HIGH[axis]]].flatMap((at) => this.guide(axis, at, mine));
  }

  /** As long as what is on it. @param {Axis} axis @param {number} at @param {Bounds} mine
   * @returns {Guide[]}
   */
  guide(axis, at, mine) {
    const on = between(this.lines[axis], at - 0.5, at + 0.5);
    if (!on.length) return [];
    const from = Math.min(mine[LOW[OTHER[axis]]], ...on.map((line) => line.from));
    const to = Math.max(mine[HIGH[OTHER[axis]]], ...on.map((line) => line.to));
    return [{ axis, at, from, to }];
  }

  /** The equal gaps that a box makes now. @param {Axis} axis @param {Rect} rect @returns {Gap[]} */
  gaps(axis, rect) {
    const mine = boundsOf(rect);
    const before = this.beside(axis, rect, -1).reverse();
    const row = [...before, mine, ...this.beside(axis, rect, 1)];
    const across = rect[OTHER[axis]];
    const all = row.slice(1).map((each, i) => ({
      axis,
      from: row[i][HIGH[axis]],
      to: each[LOW[axis]],
      across,
    }));
    const own = all.slice(Math.max(0, before.length - 1), before.length + 1);
    const equal = (/** @type {Gap} */ a, /** @type {Gap} */ b) =>
      a !== b && a.to > a.from && Math.abs(a.to - a.from - (b.to - b.from)) < 1;
    const even = own.find((gap) => all.some((each) => equal(gap, each)));
    return even ? all.filter((each) => each === even || equal(each, even)) : [];
  }
}

/** @param {Bounds[]} all @param {Axis} axis @returns {Line[]} ascending */
function linesOf(all, axis) {
  const [low, high] = [LOW[axis], HIGH[axis]];
  const lines = all.flatMap((each) => {
    const [from, to] = [each[LOW[OTHER[axis]]], each[HIGH[OTHER[axis]]]];
    return [each[low], (each[low] + each[high]) / 2, each[high]].map((at) => ({ at, from, to }));
  });
  return lines.sort((a, b) => a.at - b.at);
}

/** The first line at or after a place. @param {Line[]} lines @param {number} at */
function firstFrom(lines, at) {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Line[]} lines @param {number} from @param {number} to */
function between(lines, from, to) {
  const found = [];
  for (let i = firstFrom(lines, from); i < lines.length && lines[i].at <= to; i += 1) found.push(lines[i]);
  return found;
}

/** @param {Line[]} lines @param {number} at @param {number} reach */
function nearest(lines, at, reach) {
  const i = firstFrom(lines, at);
  const best = closest([lines[i - 1]?.at, lines[i]?.at].filter(Number.isFinite), at);
  return best !== null && Math.abs(best - at) <= reach ? best : null;
}

/** @param {number[]} places @param {number} at @returns {number | null} */
const closest = (places, at) =>
  places.reduce(
    (/** @type {number | null} */ best, each) =>
      best === null || Math.abs(each - at) < Math.abs(best - at) ? each : best,
    null,
  );
