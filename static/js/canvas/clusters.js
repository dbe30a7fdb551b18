/**
 * A network with the sandboxes that are on it alone, above and below it; and many of those in a table.
 *
 * @import { Design } from '../types.js'
 * @import { Point } from './geometry.js'
 *
 * @typedef {Object} Cluster
 * @property {string} name  of the network
 * @property {string[][]} above  rows of sandboxes, the nearest first
 * @property {string[][]} below
 * @property {number} w
 * @property {number} up  how far it reaches above the network's middle
 * @property {number} down
 * @property {Point} at
 */
import { endpointsOf, index, isLine } from '../design/objects.js';

const COLUMN = 176;
const ROW = 136;
const GAP = 72;
/** Wide enough for a router with an address at each side. */
const JOINT_GAP = 312;
const PER_ROW = 6;
const ONE_SIDE = 5;
/** Of a canvas, width to height. */
const SHAPE = 1.5;

/** The networks with a box that a sandbox is on, each once. @param {Design} design @param {string} sandbox */
export function barsOf(design, sandbox) {
  const { network } = index(design);
  const names = new Set(endpointsOf(design, sandbox).map((each) => each.network));
  return [...names].filter((name) => {
    const found = network.get(name);
    return found && !isLine(design, found);
  });
}

/** @param {Design} design @param {string} name @returns {Cluster} */
export function clusterOf(design, name) {
  const on = new Set(
    index(design)
      .onNetwork.get(name)
      ?.map((each) => each.sandbox),
  );
  const leaves = [...on].filter(
    (each) => barsOf(design, each).length === 1 && index(design).sandbox.has(each),
  );
  const half = leaves.length > ONE_SIDE ? Math.floor(leaves.length / 2) : 0;
  const above = rows(leaves.slice(0, half));
  const below = rows(leaves.slice(half));
  const widest = Math.max(1.4, ...[...above, ...below].map((row, i) => row.length + (i ? 0.5 : 0)));
  return {
    name,
    above,
    below,
    w: widest * COLUMN,
    up: above.length * ROW + 40,
    down: below.length * ROW + 40,
    at: { x: 0, y: 0 },
  };
}

/** @param {string[]} names @returns {string[][]} */
function rows(names) {
  const count = Math.ceil(names.length / PER_ROW);
  const length = Math.ceil(names.length / Math.max(1, count));
  return Array.from({ length: count }, (_, row) => names.slice(row * length, (row + 1) * length));
}

/**
 * A table of clusters, its rows there and back, so that neighbours stay neighbours at the turn.
 * @param {Cluster[]} clusters
 * @param {boolean} joints  whether something is to stand between them
 * @param {Map<string, Point>} positions
 * @returns {number} where it ends
 */
export function placeClusters(clusters, joints, positions) {
  const gap = joints ? JOINT_GAP : GAP;
  const columns = columnsOf(clusters, gap);
  const cell = Math.max(0, ...clusters.map((each) => each.w)) + gap;
  let y = 0;
  for (let first = 0, turn = 1; first < clusters.length; first += columns, turn = -turn) {
    const row = clusters.slice(first, first + columns);
    y += Math.max(...row.map((each) => each.up));
    row.forEach((each, i) =>
      placeCluster(each, { x: (turn > 0 ? i : columns - 1 - i) * cell, y }, positions),
    );
    y += Math.max(...row.map((each) => each.down)) + (joints ? ROW : GAP);
  }
  return y;
}

/** @param {Cluster[]} clusters @param {number} gap */
function columnsOf(clusters, gap) {
  const w = clusters.reduce((sum, each) => sum + each.w + gap, 0) / Math.max(1, clusters.length);
  const h =
    clusters.reduce((sum, each) => sum + each.up + each.down + gap / 2, 0) / Math.max(1, clusters.length);
  if (clusters.length <= 2) return 2;
  return Math.max(1, Math.min(clusters.length, Math.round(Math.sqrt((clusters.length * SHAPE * h) / w))));
}

/** @param {Cluster} cluster @param {Point} at @param {Map<string, Point>} positions */
function placeCluster(cluster, at, positions) {
  cluster.at = at;
  positions.set(cluster.name, at);
  cluster.above.forEach((row, i) => placeRow(row, at, -(i + 1), positions));
  cluster.below.forEach((row, i) => placeRow(row, at, i + 1, positions));
}

/** Every second row is shifted, so that its cables pass between the cards of the first.
 * @param {string[]} row @param {Point} at @param {number} rank @param {Map<string, Point>} positions
 */
function placeRow(row, at, rank, positions) {
  const shift = rank % 2 ? 0 : COLUMN / 2;
  row.forEach((name, i) =>
    positions.set(name, { x: at.x + (i - (row.length - 1) / 2) * COLUMN + shift, y: at.y + rank * ROW }),
  );
}
