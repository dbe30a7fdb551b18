/**
 * Where a layout puts boxes in a drawing: around the middle where they were, clear of what stays, and none over
 * another. Pure, but for what the layout itself does.
 *
 * A box's size follows from the cables at its sides, and those from where it stands; so it is laid out anew with
 * the sizes that came of it, until they hold.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Scene } from '../canvas/scene.js'
 * @import { Design } from '../types.js'
 * @import { Box, Graph, Positions } from './graph.js'
 *
 * @typedef {Object} Layout
 * @property {(graph: Graph, pinned: Set<string>) => Positions | Promise<Positions>} place
 * @property {boolean} [pins]  it sees those that stay, too, and places the others among them
 */
import { boundsOf } from '../canvas/geometry.js';
import { scene } from '../canvas/scene.js';
import { apart, besides } from './apart.js';
import { graphOf } from './graph.js';
import { boundsOfAll } from './pack.js';

const ROUNDS = 4;

/**
 * @param {Design} design
 * @param {Positions} before  of every box
 * @param {Set<string>} meant  names of the boxes to place
 * @param {Layout} layout
 * @returns {Promise<Positions>} of those that are meant
 */
export async function arranged(design, before, meant, layout) {
  const shown = scene(design, before);
  const all = [...shown.boxes.values()].map(({ name }) => name);
  const pinned = new Set(all.filter((name) => !meant.has(name)));
  let graph = graphOf(shown, (name) => Boolean(layout.pins) || meant.has(name));
  /** @type {Positions} */
  let positions = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    positions = await layout.place(graph, pinned);
    if (!layout.pins) positions = clear(centred(positions, graph), graph, others(scene(design, before), meant));
    const after = scene(design, new Map([...before, ...positions]));
    if (!grow(graph, after)) break;
  }
  return settled(design, before, positions, graph);
}

/** Those that stay. @param {Scene} drawn @param {Set<string> | Positions} meant @returns {Bounds[]} */
const others = ({ boxes }, meant) =>
  [...boxes.values()].filter(({ name }) => !meant.has(name)).map(({ rect }) => boundsOf(rect));

/** @param {Positions} positions @param {Graph} graph @param {Bounds[]} taken */
const clear = (positions, graph, taken) => (taken.length ? besides(positions, sizesOf(graph), taken) : positions);

/** Around the middle where they were. @param {Positions} positions @param {Graph} graph @returns {Positions} */
function centred(positions, graph) {
  const sizes = sizesOf(graph);
  const was = middleOf(boundsOfAll(new Map(graph.boxes.map((each) => [each.name, each])), sizes));
  const is = middleOf(boundsOfAll(positions, sizes));
  return new Map([...positions].map(([name, { x, y }]) => [name, { x: x + was.x - is.x, y: y + was.y - is.y }]));
}

/** @param {Bounds} bounds */
const middleOf = ({ left, top, right, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/** @param {Graph} graph @returns {Map<string, Box>} */
const sizesOf = ({ boxes }) => new Map(boxes.map((each) => [each.name, each]));

/** Takes over sizes that have become larger. @param {Graph} graph @param {Scene} after @returns {boolean} whether any has */
function grow(graph, { boxes }) {
  const now = new Map([...boxes.values()].map((each) => [each.name, each.rect]));
  let grew = false;
  for (const box of graph.boxes) {
    const { w, h } = now.get(box.name) ?? box;
    grew ||= w > box.w || h > box.h;
    box.w = Math.max(w, box.w);
    box.h = Math.max(h, box.h);
  }
  return grew;
}

/** @param {Design} design @param {Positions} before @param {Positions} positions @param {Graph} graph */
function settled(design, before, positions, graph) {
  let placed = positions;
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = scene(design, new Map([...before, ...placed]));
    placed = apart(placed, sizesOf(graph), others(drawn, placed));
    if (!grow(graph, scene(design, new Map([...before, ...placed])))) break;
  }
  return placed;
}
