/**
 * A drawing as a layout sees it: boxes with sizes and where they are, and which are joined. Pure.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Scene } from '../canvas/scene.js'
 *
 * @typedef {{name: string, x: number, y: number, w: number, h: number}} Box  x and y are its middle
 * @typedef {{boxes: Box[], links: [string, string][]}} Graph
 * @typedef {Map<string, Point>} Positions
 */

/** @param {Scene} scene @param {(name: string) => boolean} meant @returns {Graph} */
export function graphOf({ boxes, links }, meant) {
  const kept = [...boxes.values()].filter(({ name }) => meant(name));
  const pairs = [...links.values()].map(({ plugs: [a, b] }) => /** @type {[string, string]} */ ([a.box.name, b.box.name]));
  return {
    boxes: kept.map(({ name, rect }) => ({ name, ...rect })),
    links: pairs.filter(([a, b]) => a !== b && meant(a) && meant(b)),
  };
}

/** Who is joined to whom, each once, in the order of the links. @param {Graph} graph @returns {Map<string, string[]>} */
export function neighboursOf({ boxes, links }) {
  /** @type {Map<string, Set<string>>} */
  const near = new Map(boxes.map(({ name }) => [name, new Set()]));
  for (const [a, b] of links) {
    near.get(a)?.add(b);
    near.get(b)?.add(a);
  }
  return new Map([...near].map(([name, others]) => [name, [...others]]));
}

/**
 * One tree for each part that hangs together: everything at its distance from the box with most cables.
 * @param {Graph} graph
 * @returns {{root: string, parent: Map<string, string>, order: string[]}[]} the largest first
 */
export function trees(graph) {
  const near = neighboursOf(graph);
  const byWeight = [...near.keys()].sort((a, b) => (near.get(b)?.length ?? 0) - (near.get(a)?.length ?? 0));
  /** @type {Set<string>} */
  const reached = new Set();
  const found = byWeight.flatMap((root) => (reached.has(root) ? [] : [tree(root, near, reached)]));
  return found.sort((a, b) => b.order.length - a.order.length);
}

/** @param {string} root @param {Map<string, string[]>} near @param {Set<string>} reached */
function tree(root, near, reached) {
  /** @type {Map<string, string>} */
  const parent = new Map();
  const order = [root];
  reached.add(root);
  for (const name of order) {
    for (const other of near.get(name) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      parent.set(other, name);
      order.push(other);
    }
  }
  return { root, parent, order };
}
