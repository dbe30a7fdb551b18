/**
 * Aligning, spacing and tidying boxes. Pure: from where they are to where they shall be, whole pixels.
 *
 * @import { Position } from '../types.js'
 * @import { Bounds, Rect } from '../canvas/geometry.js'
 *
 * @typedef {{name: string, rect: Rect}} Placed
 * @typedef {Record<string, Position>} Positions
 * @typedef {'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom'} Line
 * @typedef {'x' | 'y'} Axis
 */
import { around, boundsOf } from '../canvas/geometry.js';

const GAP = 48;

/** Where a line of a box has its middle. @type {Record<Line, (all: Bounds, rect: Rect) => Partial<Rect>>} */
const ON = {
  left: (all, { w }) => ({ x: all.left + w / 2 }),
  center: (all) => ({ x: (all.left + all.right) / 2 }),
  right: (all, { w }) => ({ x: all.right - w / 2 }),
  top: (all, { h }) => ({ y: all.top + h / 2 }),
  middle: (all) => ({ y: (all.top + all.bottom) / 2 }),
  bottom: (all, { h }) => ({ y: all.bottom - h / 2 }),
};

/** Puts one line of each on that of all of them together.
 * @param {Placed[]} boxes @param {Line} line @returns {Positions}
 */
export function aligned(boxes, line) {
  const all = /** @type {Bounds} */ (around(boxes.map(({ rect }) => boundsOf(rect))));
  return placed(boxes.map(({ name, rect }) => ({ name, rect: { ...rect, ...ON[line](all, rect) } })));
}

/** Makes the gaps between them equal; the outermost two stay.
 * @param {Placed[]} boxes @param {Axis} axis @returns {Positions}
 */
export function distributed(boxes, axis) {
  const size = axis === 'x' ? 'w' : 'h';
  const row = [...boxes].sort((a, b) => a.rect[axis] - b.rect[axis]);
  const [first, last] = [row[0].rect, row[row.length - 1].rect];
  const inner = row.slice(1, -1).reduce((sum, { rect }) => sum + rect[size], 0);
  const from = first[axis] + first[size] / 2;
  const to = last[axis] - last[size] / 2;
  const gap = (to - from - inner) / (row.length - 1);
  let end = from;
  const moved = row.slice(1, -1).map(({ name, rect }) => {
    const at = end + gap + rect[size] / 2;
    end = at + rect[size] / 2;
    return { name, rect: { ...rect, [axis]: at } };
  });
  return placed([row[0], ...moved, row[row.length - 1]]);
}

/**
 * A regular grid of about the shape that they have now, in the order in which they are read now.
 * @param {Placed[]} boxes @returns {Positions}
 */
export function tidied(boxes) {
  const all = /** @type {Bounds} */ (around(boxes.map(({ rect }) => boundsOf(rect))));
  const w = Math.max(...boxes.map(({ rect }) => rect.w)) + GAP;
  const h = Math.max(...boxes.map(({ rect }) => rect.h)) + GAP;
  const columns = columnsOf(boxes.length, (all.right - all.left) / w, (all.bottom - all.top) / h);
  const rows = [...boxes].sort((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x);
  const x = (all.left + all.right) / 2 - ((columns - 1) * w) / 2;
  const y = (all.top + all.bottom) / 2 - ((Math.ceil(boxes.length / columns) - 1) * h) / 2;
  return placed(
    chunks(rows, columns).flatMap((row, j) =>
      row
        .sort((a, b) => a.rect.x - b.rect.x)
        .map(({ name, rect }, i) => ({ name, rect: { ...rect, x: x + i * w, y: y + j * h } })),
    ),
  );
}

/** @param {number} count @param {number} wide  how many fit beside each other @param {number} high */
function columnsOf(count, wide, high) {
  if (high <= 1) return count;
  const columns = Math.round(Math.sqrt((count * Math.max(wide, 0.5)) / high));
  return Math.max(1, Math.min(count, columns));
}

/** @template T @param {T[]} items @param {number} length @returns {T[][]} */
const chunks = (items, length) =>
  Array.from({ length: Math.ceil(items.length / length) }, (_, i) =>
    items.slice(i * length, (i + 1) * length),
  );

/** @param {Placed[]} boxes @returns {Positions} */
const placed = (boxes) =>
  Object.fromEntries(
    boxes.map(({ name, rect }) => [
      name,
      /** @type {Position} */ ([Math.round(rect.x), Math.round(rect.y)]),
    ]),
  );
