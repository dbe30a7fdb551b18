/**
 * Places for objects that nobody has placed: networks in rows, their sandboxes above and below, routers
 * between.
 * Deterministic, and nothing is written: an object's place becomes its own when somebody moves it.
 *
 * @import { Design } from '../types.js'
 * @import { Bounds, Point } from './geometry.js'
 */
import { endpointsOf, index, isLine } from '../design/objects.js';
import { boundsOf, grown, overlap, snapped } from './geometry.js';
import { barSize, cardSize } from './sizes.js';
import { template } from './template.js';

const AIR = 16;
const STEP = 40;
/** @type {Map<string, Point>} */
const NOWHERE = new Map();

/**
 * @param {Design} design
 * @param {Map<string, Point>} before  where objects were a moment ago; they stay there
 * @param {Map<string, Point>} [once]  where those stood that were gone meanwhile; they come back there if it is free
 * @returns {Map<string, Point>} every sandbox and network by name
 */
export function layout(design, before, once = NOWHERE) {
  const positions = given(design);
  const missing = namesOf(design).filter((name) => !positions.has(name));
  if (!missing.length) return positions;
  for (const name of missing)
    if (before.has(name)) positions.set(name, /** @type {Point} */ (before.get(name)));
  const rest = missing.filter((name) => !positions.has(name));
  return rest.length ? filledIn(design, positions, rest, once) : positions;
}

/** @param {Design} design */
function namesOf(design) {
  return [...design.networks.filter((each) => !isLine(design, each)), ...design.sandboxes].map(
    ({ name }) => name,
  );
}

/** @param {Design} design @returns {Map<string, Point>} */
const given = (design) => new Map(Object.entries(design.layout).map(([name, [x, y]]) => [name, { x, y }]));

/** @param {Design} design @param {Map<string, Point>} positions @param {string[]} rest
 * @param {Map<string, Point>} once
 */
function filledIn(design, positions, rest, once) {
  const planned = template(design);
  const off = offset(positions, planned);
  const few = rest.length <= positions.size;
  const taken = [...positions].map(([name, at]) => roomOf(design, name, at));
  for (const name of rest) {
    const plan = /** @type {Point} */ (planned.get(name));
    const back = backAt(design, name, once.get(name), taken);
    const wish = (few && beside(design, positions, name)) || { x: plan.x + off.x, y: plan.y + off.y };
    const isFirst = taken.length === 0 || positions.size === 0;
    const at = back ?? (isFirst ? wish : nearestFree(design, name, wish, taken));
    positions.set(name, at);
    taken.push(roomOf(design, name, at));
  }
  return positions;
}

/** Where it once stood, unless something else is there. @param {Design} design @param {string} name
 * @param {Point | undefined} once
 * @param {Bounds[]} taken
 */
function backAt(design, name, once, taken) {
  if (!once) return undefined;
  const own = grown(roomOf(design, name, once), -AIR);
  return taken.some((each) => overlap(each, own)) ? undefined : once;
}

/** How far the drawing as planned lies from where people have put it.
 * @param {Map<string, Point>} positions
 * @param {Map<string, Point>} planned
 */
function offset(positions, planned) {
  const both = [...positions].filter(([name]) => planned.has(name));
  const sum = { x: 0, y: 0 };
  for (const [name, at] of both) {
    sum.x += at.x - /** @type {Point} */ (planned.get(name)).x;
    sum.y += at.y - /** @type {Point} */ (planned.get(name)).y;
  }
  return { x: sum.x / Math.max(1, both.length), y: sum.y / Math.max(1, both.length) };
}

/** Below the middle of what it is joined to. @param {Design} design @param {Map<string, Point>} positions
 * @param {string} name
 * @returns {Point | null}
 */
function beside(design, positions, name) {
  const near = neighbours(design, name).flatMap((each) => positions.get(each) ?? []);
  if (!near.length) return null;
  const x = near.reduce((sum, each) => sum + each.x, 0) / near.length;
  const y = near.reduce((sum, each) => sum + each.y, 0) / near.length;
  return { x, y: y + 120 };
}

/** @param {Design} design @param {string} name @returns {string[]} */
function neighbours(design, name) {
  const { sandbox, onNetwork } = index(design);
  if (!sandbox.has(name)) return (onNetwork.get(name) ?? []).map((each) => each.sandbox);
  return endpointsOf(design, name).flatMap(({ network }) => [
    network,
    ...(onNetwork.get(network) ?? []).map((each) => each.sandbox).filter((each) => each !== name),
  ]);
}

/** @param {Design} design @param {string} name @param {Point} at @returns {Bounds} */
function roomOf(design, name, at) {
  const { sandbox, network } = index(design);
  const card = sandbox.get(name);
  const bar = network.get(name);
  const size = card ? cardSize(card) : bar ? barSize(bar) : { w: 0, h: 0 };
  return grown(boundsOf({ ...at, ...size }), AIR);
}

/** The free place nearest to a wish, looked for in growing rings. @param {Design} design @param {string} name
 * @param {Point} wish
 * @param {Bounds[]} taken
 * @returns {Point}
 */
function nearestFree(design, name, wish, taken) {
  for (let ring = 0; ring < 60; ring += 1) {
    for (const { x, y } of ringOf(ring)) {
      const [left, top] = snapped({ x: wish.x + x * STEP, y: wish.y + y * STEP });
      const room = roomOf(design, name, { x: left, y: top });
      if (!taken.some((each) => overlap(each, room))) return { x: left, y: top };
    }
  }
  return wish;
}

/** @param {number} ring @returns {Point[]} */
function ringOf(ring) {
  /** @type {Point[]} */
  const points = [];
  for (let x = -ring; x <= ring; x += 1) {
    for (let y = -ring; y <= ring; y += 1)
      if (Math.max(Math.abs(x), Math.abs(y)) === ring) points.push({ x, y });
  }
  return points.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y) || b.y - a.y || b.x - a.x);
}
