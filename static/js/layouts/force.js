/**
 * Cables as springs, boxes that push each other off, in a worker of our own; what is not to move is pinned.
 *
 * @import { Layout } from './arranged.js'
 * @import { Graph } from './graph.js'
 */
import { ask } from './worker.js';

/** @returns {Layout} */
export function force() {
  /** @type {Worker | null} */
  let worker = null;
  const place = async (/** @type {Graph} */ graph, /** @type {Set<string>} */ pinned) => {
    worker ??= new Worker(new URL('../workers/force.js', import.meta.url), { type: 'module' });
    // an import map does not hold in a worker
    const library = import.meta.resolve('d3-force');
    return new Map(await ask(worker, { library, graph, pinned: [...pinned] }));
  };
  const end = () => {
    worker?.terminate();
    worker = null;
  };
  return { place, pins: true, end };
}
