/**
 * Cables as springs, boxes that push each other off, in a worker of our own; what is not to move is pinned.
 *
 * @import { Graph, Positions } from './graph.js'
 */
import { ask } from './worker.js';

/** @param {Graph} graph @param {Set<string>} pinned @returns {Promise<Positions>} */
export async function force(graph, pinned) {
  const worker = new Worker(new URL('../workers/force.js', import.meta.url), { type: 'module' });
  try {
    // an import map does not hold in a worker
    const library = import.meta.resolve('d3-force');
    return new Map(await ask(worker, { library, graph, pinned: [...pinned] }));
  } finally {
    worker.terminate();
  }
}
