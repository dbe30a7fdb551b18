/**
 * Fetching a template for this topology, and putting it into the drawing.
 *
 * @import { Desk } from '../desk.js'
 * @import { Design } from '../types.js'
 *
 * @typedef {{path: string, parameters: Record<string, number>}} Wish  what is asked for, below the topology
 */
import { boundsOf, moved } from '../canvas/geometry.js';
import { COLLECTION, FIGURES } from '../design/objects.js';
import { read } from '../live/api.js';
import { countsOf, extentOf, insertion, keysOf, roomFor } from './part.js';

/** @param {Desk} desk @param {Wish} wish @returns {Promise<Design>} */
export async function fetched(desk, { path, parameters }) {
  return (await read(desk.model.topology.name, path, parameters)).design;
}

/** One edit; what it adds is chosen and in sight. @param {Desk} desk @param {Wish} wish */
export async function insert(desk, wish) {
  if (await put(desk, await fetched(desk, wish))) return;
  // Somebody may have taken one of its names meanwhile; then there are other ones by now.
  await put(desk, await fetched(desk, wish), true);
}

/** @param {Desk} desk @param {Design} part @param {boolean} [loud]  whether to say why it is refused */
async function put(desk, part, loud = false) {
  const { canvas, model } = desk;
  const extent = extentOf(part);
  if (!extent) return true;
  canvas.camera.measure();
  const { boxes, figures } = canvas.scene;
  const drawn = FIGURES.some((kind) => part[COLLECTION[kind]].length) ? [...figures.values()].map(({ bounds }) => bounds) : [];
  const taken = [...[...boxes.values()].map(({ rect }) => boundsOf(rect)), ...drawn];
  const offset = roomFor(extent, canvas.camera.middle, taken);
  const intent = insertion(part, offset);
  const { done } = loud ? await desk.edit(intent) : await model.edit(intent);
  if (done) show(desk, part, moved(extent, ...offset));
  return done;
}

/** @param {Desk} desk @param {Design} part @param {import('../canvas/geometry.js').Bounds} extent */
function show({ canvas, selection, notices }, part, extent) {
  canvas.draw();
  const keys = keysOf(part);
  selection.set(keys);
  canvas.camera.measure();
  const { w, h } = canvas.camera.size;
  const { k } = canvas.camera.transform;
  const fits = (extent.right - extent.left) * k < w && (extent.bottom - extent.top) * k < h;
  if (fits) canvas.camera.reveal(extent);
  else canvas.camera.fit(extent);
  canvas.focus(keys[0]);
  notices.announce(`inserted ${countsOf(part)}`);
}
