/**
 * Many boxes that hang on one alone, taken together as one block of rows: else a layer of a hundred of them is a line
 * that nobody can look at. Pure.
 *
 * @import { Box, Graph, Positions } from './graph.js'
 *
 * @typedef {Object} Bundle
 * @property {Box} block  in the place of its leaves; its name is none that a box can have
 * @property {Box[]} leaves
 * @property {number} columns
 * @property {number} w  of one column
 * @property {number} h  of one row
 */
import { neighboursOf } from './graph.js';

const FEW = 4;
const ACROSS = 40;
const DOWN = 72;

/** @param {Graph} graph @returns {{graph: Graph, bundles: Bundle[]}} the same with blocks in place of leaves */
export function bundled(graph) {
  const bundles = bundlesOf(graph);
  const inside = new Set(bundles.flatMap(({ leaves }) => leaves.map(({ name }) => name)));
  return {
    bundles,
    graph: {
      boxes: [...graph.boxes.filter(({ name }) => !inside.has(name)), ...bundles.map(({ block }) => block)],
      links: [
        ...graph.links.filter(([a, b]) => !inside.has(a) && !inside.has(b)),
        ...bundles.map(({ block }) => /** @type {[string, string]} */ ([block.name.slice(1), block.name])),
      ],
    },
  };
}

/** @param {Graph} graph @returns {Bundle[]} */
function bundlesOf(graph) {
  const near = neighboursOf(graph);
  /** @type {Map<string, Box[]>} */
  const hanging = new Map();
  for (const box of graph.boxes) {
    const [only, ...more] = near.get(box.name) ?? [];
    if (only === undefined || more.length || near.get(only)?.length === 1) continue;
    hanging.set(only, [...(hanging.get(only) ?? []), box]);
  }
  return [...hanging].filter(([, leaves]) => leaves.length >= FEW).map(([parent, leaves]) => bundle(parent, leaves));
}

/** @param {string} parent @param {Box[]} leaves @returns {Bundle} */
function bundle(parent, leaves) {
  const columns = Math.ceil(Math.sqrt(leaves.length / 2));
  const rows = Math.ceil(leaves.length / columns);
  const w = Math.max(...leaves.map((each) => each.w)) + ACROSS;
  const h = Math.max(...leaves.map((each) => each.h)) + DOWN;
  const block = { name: `:${parent}`, x: 0, y: 0, w: columns * w - ACROSS, h: rows * h - DOWN };
  return { block, leaves, columns, w, h };
}

/** Puts the leaves where their blocks are. @param {Positions} positions @param {Bundle[]} bundles @returns {Positions} */
export function unbundled(positions, bundles) {
  const all = new Map(positions);
  for (const { block, leaves, columns, w, h } of bundles) {
    const { x, y } = /** @type {import('../canvas/geometry.js').Point} */ (all.get(block.name));
    all.delete(block.name);
    const [left, top] = [x - block.w / 2 + (w - ACROSS) / 2, y - block.h / 2 + (h - DOWN) / 2];
    leaves.forEach(({ name }, i) =>
      all.set(name, { x: left + (i % columns) * w, y: top + Math.floor(i / columns) * h }),
    );
  }
  return all;
}
