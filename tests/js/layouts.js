/** The layouts, as the page has them, with their workers in this process. */
import { readdirSync } from 'node:fs';

import { grid } from '../../static/js/layouts/grid.js';
import { layered } from '../../static/js/layouts/layered.js';
import { radial } from '../../static/js/layouts/radial.js';
import { springs } from '../../static/js/layouts/springs.js';
import { ElkWorker } from './elk.js';

globalThis.Worker = ElkWorker;

/** The one that the page's worker loads. */
const vendor = new URL('../../static/vendor/', import.meta.url);
const folder = readdirSync(vendor).find((each) => each.startsWith('d3-force@'));
const d3 = await import(new URL(`${folder}/d3-force.js`, vendor).href);

export const LAYOUTS = {
  grid: { place: grid },
  radial: { place: radial },
  layered: layered('elk-worker.min.js'),
  force: { place: (graph, pinned) => new Map(springs(d3, graph, [...pinned])), pins: true },
};
