/**
 * What the force layout's worker works out, given d3-force. Pure and the same every time: d3-force has a random
 * source of its own that always begins alike.
 *
 * @import { Graph } from './graph.js'
 *
 * @typedef {{name: string, x: number, y: number, radius: number, fx?: number, fy?: number}} Ball
 */

const TICKS = 300;
const LENGTH = 90;
const PUSH = -900;
const AIR = 14;

/**
 * @param {typeof import('d3-force')} d3
 * @param {Graph} graph
 * @param {string[]} pinned
 * @returns {[string, {x: number, y: number}][]} those that are not pinned
 */
export function springs(d3, graph, pinned) {
  const fixed = new Set(pinned);
  /** @type {Ball[]} */
  const balls = graph.boxes.map(({ name, x, y, w, h }) => ({
    name,
    x,
    y,
    radius: Math.hypot(w, h) / 2 + AIR,
    ...(fixed.has(name) ? { fx: x, fy: y } : {}),
  }));
  const middle = { x: mean(balls, 'x'), y: mean(balls, 'y') };
  const known = new Map(balls.map((each) => [each.name, each]));
  const links = graph.links.map(([source, target]) => ({ source, target }));
  const size = (/** @type {any} */ end) => (typeof end === 'object' ? end : known.get(end)).radius;
  d3.forceSimulation(balls)
    .force(
      'links',
      d3
        .forceLink(links)
        .id((/** @type {any} */ each) => each.name)
        .distance(({ source, target }) => LENGTH + (size(source) + size(target)) / 2),
    )
    .force('push', d3.forceManyBody().strength(PUSH).distanceMax(900))
    .force('room', d3.forceCollide((/** @type {any} */ each) => each.radius))
    .force('x', d3.forceX(middle.x).strength(0.03))
    .force('y', d3.forceY(middle.y).strength(0.05))
    .stop()
    .tick(TICKS);
  return balls.filter(({ name }) => !fixed.has(name)).map(({ name, x, y }) => [name, { x, y }]);
}

/** @param {Ball[]} balls @param {'x' | 'y'} axis */
const mean = (balls, axis) => balls.reduce((sum, each) => sum + each[axis], 0) / Math.max(1, balls.length);
