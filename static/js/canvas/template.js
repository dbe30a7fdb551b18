/**
 * A drawing of a whole design from nothing: each network with the sandboxes that are on it alone, as a cluster;
 * the clusters in rows; what joins several of them between; what has only cables below.
 *
 * @import { Design } from '../types.js'
 * @import { Point } from './geometry.js'
 *
 * @typedef {{name: string, leaves: string[], w: number, h: number, above: string[][], below: string[][]}} Cluster
 */
import { endpointsOf, index, isLine } from '../design/objects.js';
import { snapped } from './geometry.js';

const COLUMN = 176;
const ROW = 132;
const GUTTER = 104;
const PER_ROW = 6;
const BESIDE = 5;

/** @param {Design} design @returns {Map<string, Point>} */
export function template(design) {
  const clusters = inWalkOrder(design).map((name) => cluster(design, name));
  /** @type {Map<string, Point>} */
  const positions = new Map();
  const bottom = placeClusters(clusters, positions);
  const rest = design.sandboxes.map(({ name }) => name).filter((name) => !positions.has(name));
  placeBetween(design, rest.filter((name) => barsOf(design, name).length), positions);
  placeRows(inCableOrder(design, rest.filter((name) => !barsOf(design, name).length)), positions, bottom);
  for (const [name, at] of positions) {
    const [x, y] = snapped(at);
    positions.set(name, { x, y });
  }
  return positions;
}

/** The networks with a box that a sandbox is on, each once. @param {Design} design @param {string} sandbox */
function barsOf(design, sandbox) {
  const { network } = index(design);
  const names = new Set(endpointsOf(design, sandbox).map((each) => each.network));
  return [...names].filter((name) => {
    const found = network.get(name);
    return found && !isLine(design, found);
  });
}

/** Networks so that those joined with each other follow each other. @param {Design} design @returns {string[]} */
function inWalkOrder(design) {
  const bars = design.networks.filter((each) => !isLine(design, each)).map(({ name }) => name);
  const near = new Map(bars.map((name) => [name, /** @type {Set<string>} */ (new Set())]));
  /** @param {string[]} group */
  const tie = (group) => group.forEach((a) => group.forEach((b) => a !== b && near.get(a)?.add(b)));
  design.patches.forEach((each) => tie(each.networks));
  design.sandboxes.forEach(({ name }) => tie(barsOf(design, name)));
  return walk(bars, (name) => near.get(name) ?? []);
}

/** Breadth first, from each that is not yet reached. @param {string[]} names
 * @param {(name: string) => Iterable<string>} near
 */
function walk(names, near) {
  const reached = new Set(/** @type {string[]} */ ([]));
  const known = new Set(names);
  for (const start of names) {
    const open = [start];
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      if (reached.has(name) || !known.has(name)) continue;
      reached.add(name);
      open.push(...near(name));
    }
  }
  return [...reached];
}

/** @param {Design} design @param {string} name @returns {Cluster} */
function cluster(design, name) {
  const on = new Set(index(design).onNetwork.get(name)?.map((each) => each.sandbox));
  const leaves = [...on].filter((each) => barsOf(design, each).length === 1 && index(design).sandbox.has(each));
  const half = leaves.length > BESIDE ? Math.floor(leaves.length / 2) : 0;
  const above = rows(leaves.slice(0, half));
  const below = rows(leaves.slice(half));
  const widest = Math.max(1.5, ...[...above, ...below].map((row) => row.length + 0.5));
  return { name, leaves, above, below, w: widest * COLUMN, h: (above.length + below.length + 0.5) * ROW };
}

/** @param {string[]} names @returns {string[][]} */
function rows(names) {
  const count = Math.ceil(names.length / PER_ROW);
  const length = Math.ceil(names.length / Math.max(1, count));
  return Array.from({ length: count }, (_, row) => names.slice(row * length, (row + 1) * length));
}

/** A table of clusters; says where it ends. @param {Cluster[]} clusters @param {Map<string, Point>} positions */
function placeClusters(clusters, positions) {
  const columns = Math.ceil(Math.sqrt(clusters.length));
  let y = 0;
  for (let first = 0; first < clusters.length; first += columns) {
    const row = clusters.slice(first, first + columns);
    const above = Math.max(...row.map((each) => each.above.length)) * ROW;
    let x = 0;
    row.forEach((each, column) => {
      const w = Math.max(...clusters.filter((_, i) => i % columns === column).map((other) => other.w));
      placeCluster(each, { x: x + w / 2, y: y + above }, positions);
      x += w + GUTTER;
    });
    y += above + (Math.max(...row.map((each) => each.below.length)) + 0.5) * ROW + GUTTER;
  }
  return y;
}

/** @param {Cluster} cluster @param {Point} at @param {Map<string, Point>} positions */
function placeCluster({ name, above, below }, at, positions) {
  positions.set(name, at);
  above.forEach((row, i) => placeRow(row, at, -(i + 1), positions));
  below.forEach((row, i) => placeRow(row, at, i + 1, positions));
}

/** Every second row is shifted, so that its cables pass between the cards of the first.
 * @param {string[]} row @param {Point} at @param {number} rank @param {Map<string, Point>} positions
 */
function placeRow(row, at, rank, positions) {
  const shift = rank % 2 ? 0 : COLUMN / 2;
  row.forEach((name, i) => positions.set(name,
    { x: at.x + (i - (row.length - 1) / 2) * COLUMN + shift, y: at.y + rank * ROW }));
}

/** @param {Design} design @param {string[]} names @param {Map<string, Point>} positions */
function placeBetween(design, names, positions) {
  const used = new Map();
  for (const name of names) {
    const bars = barsOf(design, name).flatMap((bar) => positions.get(bar) ?? []);
    const x = bars.reduce((sum, each) => sum + each.x, 0) / bars.length;
    const y = bars.reduce((sum, each) => sum + each.y, 0) / bars.length;
    const level = bars.every((each) => each.y === bars[0].y);
    const spot = `${x} ${y}`;
    const nth = used.get(spot) ?? 0;
    used.set(spot, nth + 1);
    positions.set(name, { x: x + (level ? 0 : nth * COLUMN), y: y + (level ? (nth % 2 ? 1 : -1) * Math.ceil((nth + 1) / 2) * ROW * 0.75 : 0) });
  }
}

/** Sandboxes joined by cables follow each other. @param {Design} design @param {string[]} names */
function inCableOrder(design, names) {
  const { onNetwork } = index(design);
  return walk(names, (name) => endpointsOf(design, name).flatMap(({ network }) =>
    (onNetwork.get(network) ?? []).map((each) => each.sandbox)));
}

/** @param {string[]} names @param {Map<string, Point>} positions @param {number} top */
function placeRows(names, positions, top) {
  const columns = Math.max(2, Math.ceil(Math.sqrt(names.length * 1.6)));
  names.forEach((name, i) => {
    const row = Math.floor(i / columns);
    const column = row % 2 ? columns - 1 - (i % columns) : i % columns;
    positions.set(name, { x: column * (COLUMN + 64), y: top + row * ROW });
  });
}
