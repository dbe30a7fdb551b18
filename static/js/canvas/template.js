/**
 * A drawing of a whole design from nothing: each network with the sandboxes that are on it alone, as a
 * cluster;
 * the clusters in rows that run there and back; what joins several of them between; what has only cables
 * below.
 *
 * @import { Design } from '../types.js'
 * @import { Point } from './geometry.js'
 * @import { Cluster } from './clusters.js'
 */
import { endpointsOf, index, isLine } from '../design/objects.js';
import { barsOf, clusterOf, placeClusters } from './clusters.js';
import { snapped } from './geometry.js';

const COLUMN = 188;
const ROW = 128;
const ASIDE = 88;

/** @param {Design} design @returns {Map<string, Point>} */
export function template(design) {
  const clusters = inWalkOrder(design).map((name) => clusterOf(design, name));
  const rest = restOf(design, clusters);
  const joints = rest.filter((name) => barsOf(design, name).length);
  /** @type {Map<string, Point>} */
  const positions = new Map();
  const bottom = placeClusters(clusters, joints.length > 0, positions);
  placeBetween(design, joints, new Map(clusters.map((each) => [each.name, each])), positions);
  placeRows(
    inCableOrder(
      design,
      rest.filter((name) => !joints.includes(name)),
    ),
    positions,
    bottom,
  );
  for (const [name, at] of positions) {
    const [x, y] = snapped(at);
    positions.set(name, { x, y });
  }
  return positions;
}

/** The sandboxes that are in no cluster. @param {Design} design @param {Cluster[]} clusters */
function restOf(design, clusters) {
  const leaves = new Set(clusters.flatMap(({ above, below }) => [...above, ...below].flat()));
  return design.sandboxes.map(({ name }) => name).filter((name) => !leaves.has(name));
}

/**
 * Networks so that those joined with each other follow each other.
 * @param {Design} design
 * @returns {string[]}
 */
function inWalkOrder(design) {
  const bars = design.networks.filter((each) => !isLine(design, each)).map(({ name }) => name);
  const near = new Map(bars.map((name) => [name, /** @type {Set<string>} */ (new Set())]));
  /** @param {string[]} group */
  const tie = (group) => group.forEach((a) => group.forEach((b) => a !== b && near.get(a)?.add(b)));
  design.patches.forEach((each) => tie(each.networks));
  design.sandboxes.forEach(({ name }) => tie(barsOf(design, name)));
  return walk(bars, (name) => near.get(name) ?? []);
}

/** Breadth first, from each that is not yet reached.
 * @param {string[]} names
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

/** Each in the middle of its networks; several in the same place above each other.
 * @param {Design} design
 * @param {string[]} names
 * @param {Map<string, Cluster>} clusters
 * @param {Map<string, Point>} positions
 */
function placeBetween(design, names, clusters, positions) {
  /** @type {Map<string, number>} */
  const used = new Map();
  for (const name of names) {
    const its = barsOf(design, name).flatMap((bar) => clusters.get(bar) ?? []);
    const x = its.reduce((sum, each) => sum + each.at.x, 0) / its.length;
    const y = between(its);
    const nth = used.get(`${x} ${y}`) ?? 0;
    used.set(`${x} ${y}`, nth + 1);
    const aside = Math.ceil(nth / 2) * (nth % 2 ? 1 : -1);
    const level = its.every((each) => each.at.y === its[0].at.y);
    positions.set(
      name,
      level ? { x, y: y + aside * ROW } : { x: x + aside * COLUMN + clearOf(its), y },
    );
  }
}

/**
 * Half a card aside where a row has one in its middle, so that the cable passes beside it.
 * @param {Cluster[]} clusters
 */
const clearOf = (clusters) =>
  clusters.some(({ above, below }) => [above[0], below[0]].some((row) => row && row.length % 2)) ? ASIDE : 0;

/**
 * The height of networks side by side, or of the gap between two rows of them.
 * @param {Cluster[]} clusters
 */
function between(clusters) {
  const top = Math.min(...clusters.map((each) => each.at.y));
  const upper = clusters.filter((each) => each.at.y === top);
  const lower = clusters.filter((each) => each.at.y !== top);
  if (!lower.length) return top;
  const from = Math.max(...upper.map((each) => each.at.y + each.down));
  const to = Math.min(...lower.map((each) => each.at.y - each.up));
  return (from + to) / 2;
}

/** Sandboxes joined by cables follow each other. @param {Design} design @param {string[]} names */
function inCableOrder(design, names) {
  const { onNetwork } = index(design);
  return walk(names, (name) =>
    endpointsOf(design, name).flatMap(({ network }) =>
      (onNetwork.get(network) ?? []).map((each) => each.sandbox),
    ),
  );
}

/** There and back, so that neighbours stay neighbours at the turn. Far enough apart for a cable's two
 * addresses.
 * @param {string[]} names @param {Map<string, Point>} positions @param {number} top
 */
function placeRows(names, positions, top) {
  const columns = Math.max(2, Math.ceil(Math.sqrt(names.length * 1.2)));
  names.forEach((name, i) => {
    const row = Math.floor(i / columns);
    const column = row % 2 ? columns - 1 - (i % columns) : i % columns;
    positions.set(name, { x: column * (COLUMN + 136), y: top + row * ROW });
  });
}
