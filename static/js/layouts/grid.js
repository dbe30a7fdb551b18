/**
 * Rows and columns, those that are joined near each other. Pure.
 *
 * @import { Box, Graph, Positions } from './graph.js'
 */
import { trees } from './graph.js';

const ACROSS = 56;
const DOWN = 84;
/** Of a canvas, width to height. */
const SHAPE = 1.5;

/** @param {Graph} graph @returns {Positions} */
export function grid(graph) {
  const boxes = inOrder(graph);
  const columns = columnsOf(boxes);
  const widths = Array.from({ length: columns }, (_, column) => largest(boxes.filter((_box, i) => i % columns === column), 'w'));
  /** @type {Positions} */
  const positions = new Map();
  let y = 0;
  for (let first = 0; first < boxes.length; first += columns) {
    const row = boxes.slice(first, first + columns);
    const height = largest(row, 'h');
    let x = 0;
    row.forEach(({ name }, i) => {
      positions.set(name, { x: x + widths[i] / 2, y: y + height / 2 });
      x += widths[i] + ACROSS;
    });
    y += height + DOWN;
  }
  return positions;
}

/** @param {Graph} graph @returns {Box[]} */
function inOrder(graph) {
  const byName = new Map(graph.boxes.map((each) => [each.name, each]));
  return trees(graph).flatMap(({ order }) => order.flatMap((name) => byName.get(name) ?? []));
}

/** @param {Box[]} boxes */
function columnsOf(boxes) {
  const area = boxes.reduce((sum, { w, h }) => sum + (w + ACROSS) * (h + DOWN), 0);
  const width = boxes.reduce((sum, { w }) => sum + w + ACROSS, 0) / Math.max(1, boxes.length);
  return Math.max(1, Math.min(boxes.length, Math.round(Math.sqrt(area * SHAPE) / width)));
}

/** @param {Box[]} boxes @param {'w' | 'h'} what */
const largest = (boxes, what) => Math.max(0, ...boxes.map((each) => each[what]));
