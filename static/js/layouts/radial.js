/**
 * Rings around the box with most cables: what is joined to it on the first, what is joined to that on the second.
 * Each gets as much of the circle as what hangs on it needs. Pure.
 *
 * @import { Box, Graph, Positions } from './graph.js'
 *
 * @typedef {{name: string, box: Box, children: Branch[], need: number, depth: number}} Branch
 */
import { packed } from './pack.js';
import { trees } from './graph.js';

const AIR = 40;
const RING = 150;

/** @param {Graph} graph @returns {Positions} */
export function radial(graph) {
  const byName = new Map(graph.boxes.map((each) => [each.name, each]));
  return packed(
    trees(graph).map(({ root, parent, order }) => {
      const branch = branches(root, parent, order, byName);
      return rings(branch);
    }),
    byName,
  );
}

/**
 * @param {string} root
 * @param {Map<string, string>} parent
 * @param {string[]} order  parents before their children
 * @param {Map<string, Box>} byName
 */
function branches(root, parent, order, byName) {
  /** @type {Map<string, Branch>} */
  const all = new Map();
  for (const name of order) {
    const above = all.get(parent.get(name) ?? '');
    const box = /** @type {Box} */ (byName.get(name));
    const branch = { name, box, children: [], need: 0, depth: above ? above.depth + 1 : 0 };
    all.set(name, branch);
    above?.children.push(branch);
  }
  for (const name of order.toReversed()) {
    const branch = /** @type {Branch} */ (all.get(name));
    const below = branch.children.reduce((sum, each) => sum + each.need, 0);
    branch.need = Math.max(Math.hypot(branch.box.w, branch.box.h) / Math.max(1, branch.depth) + AIR, below);
  }
  return /** @type {Branch} */ (all.get(root));
}

/** @param {Branch} root @returns {Positions} */
function rings(root) {
  const radii = radiiOf(root);
  /** @type {Positions} */
  const positions = new Map([[root.name, { x: 0, y: 0 }]]);
  /** @param {Branch} branch @param {number} from @param {number} to */
  const place = (branch, from, to) => {
    const share = (to - from) / Math.max(1e-9, branch.children.reduce((sum, each) => sum + each.need, 0));
    let angle = from;
    for (const child of branch.children) {
      const end = angle + child.need * share;
      const middle = (angle + end) / 2;
      const radius = radii[child.depth];
      positions.set(child.name, { x: Math.cos(middle) * radius, y: Math.sin(middle) * radius });
      place(child, angle, end);
      angle = end;
    }
  };
  place(root, -Math.PI / 2, 1.5 * Math.PI);
  return positions;
}

/** Each ring is so large that its boxes pass each other. @param {Branch} root */
function radiiOf(root) {
  /** @type {number[]} */
  const round = [];
  /** @type {number[]} */
  const deep = [];
  /** @param {Branch} branch */
  const measure = ({ box, depth, children }) => {
    round[depth] = (round[depth] ?? 0) + Math.hypot(box.w, box.h) + AIR;
    deep[depth] = Math.max(deep[depth] ?? 0, box.h);
    children.forEach(measure);
  };
  measure(root);
  const radii = [0];
  for (let depth = 1; depth < round.length; depth += 1)
    radii[depth] = Math.max(radii[depth - 1] + RING + deep[depth] / 2, round[depth] / (2 * Math.PI));
  return radii;
}
