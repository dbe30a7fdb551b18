/**
 * Where cables meet boxes: on which side, in which order, how far apart, and where their texts stand.
 *
 * @import { Endpoint } from '../types.js'
 * @import { Label } from './socket_label.js'
 * @import { Point, Side } from './geometry.js'
 * @import { Box } from './scene.js'
 *
 * @typedef {Object} Plug
 * @property {Box} box
 * @property {Side} side
 * @property {Point} point  on the box's edge
 * @property {Endpoint | null} endpoint  at a sandbox; then it is a socket with texts
 * @property {boolean} pulled
 * @property {1 | -1} hand  its texts had better stand after (1) or before the cable
 * @property {number} level  how many of its neighbours' texts stand nearer at that hand
 * @property {Label} [label]  once there was room looked for
 * @property {Plug} mate  the other end
 */
import { boundsOf, clamp, facing, isLevel, spread } from './geometry.js';
import { monoWidth } from './text.js';

const BAR_GAP = 14;
const BAR_END = 24;
const CARD_END = 16;
const ROW = 14;
/** What a card with few cables is, what its texts need below it, and how flat a cable may run from there. */
const FEW = 2;
const TEXT_ROOM = 56;
const FLATTEST = 3;

/**
 * @param {Box} a
 * @param {Box} b
 * @param {[Endpoint | null, Endpoint | null]} endpoints
 * @param {[boolean, boolean]} pulled
 * @returns {[Plug, Plug]}
 */
export function joined(a, b, endpoints, pulled) {
  const one = plug(a, leaving(a, b), endpoints[0], pulled[0]);
  const other = plug(b, leaving(b, a), endpoints[1], pulled[1]);
  one.mate = other;
  other.mate = one;
  return [one, other];
}

/**
 * A card with a cable or two leaves up or down where it can: a text beside it would stand on its neighbours.
 * @param {Box} box @param {Box} to @returns {Side}
 */
function leaving(box, to) {
  const side = facing(box.rect, to.rect);
  if (isLevel(side) || box.kind === 'network' || to.kind === 'sandbox' || box.cables > FEW) return side;
  const down = Math.abs(to.rect.y - box.rect.y) - (box.rect.h + to.rect.h) / 2;
  const across = Math.abs(to.rect.x - box.rect.x) - (box.rect.w + to.rect.w) / 2;
  if (down < TEXT_ROOM || across > down * FLATTEST) return side;
  return to.rect.y > box.rect.y ? 'bottom' : 'top';
}

/**
 * @param {Box} box
 * @param {Side} side
 * @param {Endpoint | null} endpoint
 * @param {boolean} pulled
 * @returns {Plug}
 */
function plug(box, side, endpoint, pulled) {
  const made = /** @type {Plug} */ ({
    box,
    side,
    point: { x: box.rect.x, y: box.rect.y },
    endpoint,
    pulled,
    hand: 1,
    level: 0,
  });
  box.plugs.push(made);
  return made;
}

/** Cards first: where a cable meets a bar follows where it left the card. @param {Box[]} boxes */
export function arrange(boxes) {
  for (const box of boxes) makeRoom(box);
  for (const kind of ['sandbox', 'network']) {
    for (const box of boxes) if (box.kind === kind) for (const side of SIDES) arrangeSide(box, side);
  }
}

/** @type {Side[]} */
const SIDES = ['top', 'right', 'bottom', 'left'];

/** @param {Box} box @param {Side} side */
const onSide = (box, side) => box.plugs.filter((each) => each.side === side);

/**
 * How far apart sockets stand, so that the interfaces' names fit.
 * @param {Side} side
 * @param {Plug[]} plugs
 */
function socketGap(side, plugs) {
  if (!isLevel(side))
    return 23 + ROW * Math.max(...plugs.map((each) => each.endpoint?.addresses?.length || 1));
  return Math.max(36, 16 + Math.max(...plugs.map((each) => monoWidth(each.endpoint?.interface ?? ''))));
}

/** @param {Box} box @param {Side} side @param {Plug[]} plugs */
const gapOf = (box, side, plugs) => (box.kind === 'network' ? BAR_GAP : socketGap(side, plugs));

/** A box is as long as its cables need. @param {Box} box */
function makeRoom(box) {
  const end = box.kind === 'network' ? BAR_END : CARD_END;
  for (const side of SIDES) {
    const plugs = onSide(box, side);
    if (plugs.length < 2) continue;
    const length = Math.ceil(((plugs.length - 1) * gapOf(box, side, plugs) + 2 * end) / 8) * 8;
    if (isLevel(side)) box.rect.w = Math.max(box.rect.w, length);
    else if (box.kind === 'sandbox') box.rect.h = Math.max(box.rect.h, length);
  }
}

/** @param {Box} box @param {Side} side */
function arrangeSide(box, side) {
  const plugs = onSide(box, side);
  if (!plugs.length) return;
  const axis = isLevel(side) ? 'x' : 'y';
  const wants = new Map(plugs.map((each) => [each, wish(each, axis)]));
  /** @param {Plug} each */
  const want = (each) => wants.get(each) ?? 0;
  plugs.sort((a, b) => want(a) - want(b) || order(a, b));
  const places = placesOf(box, side, plugs, plugs.map(want));
  plugs.forEach((each, i) => settle(each, places[i], i, plugs.length));
}

/**
 * Parallel cables keep one order at both of their ends, so that they do not cross.
 * @param {Plug} a
 * @param {Plug} b
 */
const order = (a, b) => a.mate.point.x - b.mate.point.x || a.mate.point.y - b.mate.point.y;

/** Where along the edge a plug would like to be. @param {Plug} plug @param {'x' | 'y'} axis */
function wish({ box, mate }, axis) {
  if (box.kind === 'network' && mate.box.kind === 'sandbox') return mate.point[axis];
  const half = (axis === 'x' ? mate.box.rect.w : mate.box.rect.h) / 2;
  return clamp(box.rect[axis], mate.box.rect[axis] - half, mate.box.rect[axis] + half);
}

/** @param {Box} box @param {Side} side @param {Plug[]} plugs @param {number[]} wanted */
function placesOf(box, side, plugs, wanted) {
  const { left, right, top, bottom } = boundsOf(box.rect);
  if (box.kind === 'network' && !isLevel(side) && plugs.length === 1) return [box.rect.y];
  if (box.kind === 'network')
    return isLevel(side)
      ? spread(wanted, left + BAR_END, right - BAR_END, BAR_GAP)
      : spread(wanted, top + 10, bottom - 10, BAR_GAP);
  const [low, high] = isLevel(side) ? [left, right] : [top, bottom];
  const room = (high - low - 2 * CARD_END) / Math.max(1, plugs.length - 1);
  const gap = Math.min(room, Math.max(gapOf(box, side, plugs), 64));
  const first = (low + high) / 2 - (gap * (plugs.length - 1)) / 2;
  return plugs.map((_, i) => first + i * gap);
}

/** @param {Plug} plug @param {number} place @param {number} i @param {number} count */
function settle(plug, place, i, count) {
  const { left, right, top, bottom } = boundsOf(plug.box.rect);
  const round = plug.box.kind === 'network' ? roundness(plug.box.rect, place) : 0;
  plug.point = isLevel(plug.side)
    ? { x: place, y: plug.side === 'top' ? top : bottom }
    : { x: plug.side === 'left' ? left + round : right - round, y: place };
  plug.hand = handOf(plug, i, count);
  plug.level = isLevel(plug.side) ? (plug.hand < 0 ? i : count - 1 - i) : 0;
}

/**
 * How far a bar's round end stands back at a height.
 * @param {import('./geometry.js').Rect} rect
 * @param {number} place
 */
function roundness({ y, h }, place) {
  const r = h / 2;
  return r - Math.sqrt(Math.max(0, r * r - (place - y) ** 2));
}

/** Texts of the left half stand left of their cables, of the right half right of them, inner ones further
 * off; of
 * a cable alone, on the side that it does not bend to.
 * @param {Plug} plug @param {number} i @param {number} count @returns {1 | -1}
 */
function handOf({ mate, box, side }, i, count) {
  if (count > 1) return i < count / 2 ? -1 : 1;
  return isLevel(side) && mate.box.rect.x - mate.box.rect.w / 2 > box.rect.x ? -1 : 1;
}
