/**
 * Layers from the box with most cables downwards, by ELK in a worker of its own: as little crosses as can be.
 *
 * @import { Layout } from './arranged.js'
 * @import { Graph, Positions } from './graph.js'
 */
import { bundled, unbundled } from './bundles.js';
import { trees } from './graph.js';
import { ask } from './worker.js';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.aspectRatio': '1.5',
  'elk.spacing.nodeNode': '48',
  'elk.spacing.componentComponent': '96',
  'elk.layered.spacing.nodeNodeBetweenLayers': '96',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

/** @param {string} url  of ELK's worker, which serves until the end @returns {Layout} */
export function layered(url) {
  /** @type {Worker | null} */
  let worker = null;
  const place = async (/** @type {Graph} */ graph) => {
    const reduced = bundled(graph);
    if (!worker) {
      worker = new Worker(url);
      await ask(worker, { cmd: 'register', algorithms: ['layered'] });
    }
    const asked = { graph: written(reduced.graph), layoutOptions: OPTIONS, options: {} };
    return unbundled(read(await ask(worker, { cmd: 'layout', ...asked })), reduced.bundles);
  };
  const end = () => {
    worker?.terminate();
    worker = null;
  };
  return { place, end };
}

/** As ELK wants it; links lead away from the roots. @param {Graph} graph */
export function written(graph) {
  const depth = new Map(trees(graph).flatMap(({ parent, order }) => depths(parent, order)));
  return {
    id: 'drawing',
    children: graph.boxes.map(({ name, w, h }) => ({ id: name, width: w, height: h })),
    edges: graph.links.map(([a, b], i) => {
      const [from, to] = (depth.get(a) ?? 0) <= (depth.get(b) ?? 0) ? [a, b] : [b, a];
      return { id: `link${i}`, sources: [from], targets: [to] };
    }),
  };
}

/** @param {Map<string, string>} parent @param {string[]} order @returns {[string, number][]} */
function depths(parent, order) {
  /** @type {Map<string, number>} */
  const depth = new Map();
  for (const name of order) depth.set(name, (depth.get(parent.get(name) ?? '') ?? -1) + 1);
  return [...depth];
}

/** @param {any} answer @returns {Positions} */
const read = ({ children }) =>
  new Map(
    children.map((/** @type {any} */ { id, x, y, width, height }) => [id, { x: x + width / 2, y: y + height / 2 }]),
  );
