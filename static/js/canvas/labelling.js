/**
 * Gives every socket that is drawn its label. While something is dragged, what stands still keeps its own as
 * long as nothing comes in its way: so nothing flickers, and little has to be looked for.
 *
 * @import { Bounds, Curve, Point } from './geometry.js'
 * @import { Label } from './socket_label.js'
 * @import { Box, Link } from './scene.js'
 * @import { Plug } from './plugs.js'
 */
import { along, around, boundsOf, curveBounds, grown, overlap } from './geometry.js';
import { boundsOfLabel, labelOf } from './socket_label.js';
import { Room } from './room.js';

const AIR = 1;
/** Between the points at which a cable is felt. */
const STRIDE = 14;
/** A cable begins to count this far from its ends. */
const SOCKET = 12;
/** How far from its socket a label may be. */
const REACH = 260;

/** @typedef {{label: Label, signature: string}} Known */

export class Labelling {
  constructor() {
    /** @type {Map<string, Known>} by the socket's endpoint */
    this.known = new Map();
    /** @type {Map<string, string>} where each box stood, by its key */
    this.stood = new Map();
    /** All that stood where, when everything was last looked at. */
    this.picture = '';
  }

  /**
   * @param {Box[]} boxes
   * @param {Link[]} links
   * @param {Bounds[]} notes  what else is written
   * @param {boolean} settled  nothing is being dragged: everything is looked at anew
   */
  place(boxes, links, notes, settled) {
    const plugs = links.flatMap((link) => link.plugs.filter((each) => each.endpoint));
    if (settled && this.isAsBefore(boxes, plugs, notes)) return;
    if (!settled) this.picture = '';
    const moved = boxes.filter((each) => this.stood.get(each.key) !== standOf(each));
    this.stood = new Map(boxes.map((each) => [each.key, standOf(each)]));
    const kept = settled ? new Map() : this.keepable(plugs, moved);
    const open = plugs.filter((plug) => !kept.has(plug)).sort((a, b) => a.level - b.level);
    const near = settled ? () => true : nearTo(open);
    const room = roomAmong(boxes, links, notes, near);
    this.known = new Map();
    for (const [plug, label] of kept) this.give(plug, label, room, near);
    const orders = new Map(links.flatMap((link, order) => link.plugs.map((plug) => [plug, order])));
    for (const plug of open) this.give(plug, labelOf(plug, room, orders.get(plug) ?? 0), room, near);
  }

  /** Whether all stands as it last did; then so do its labels. @param {Box[]} boxes @param {Plug[]} plugs
   * @param {Bounds[]} notes
   */
  isAsBefore(boxes, plugs, notes) {
    const picture = [...boxes.map(standOf), ...plugs.map(signatureOf), JSON.stringify(notes)].join();
    if (picture !== this.picture) {
      this.picture = picture;
      return false;
    }
    for (const plug of plugs) plug.label = this.known.get(nameOf(plug))?.label;
    return true;
  }

  /** The labels that nothing has come in the way of. @param {Plug[]} plugs @param {Box[]} moved
   * @returns {Map<Plug, Label>}
   */
  keepable(plugs, moved) {
    const rooms = moved.map(({ rect }) => grown(boundsOf(rect), AIR));
    /** @type {Map<Plug, Label>} */
    const kept = new Map();
    for (const plug of plugs) {
      const known = this.known.get(nameOf(plug));
      if (known?.signature !== signatureOf(plug)) continue;
      const bounds = rooms.length ? boundsOfLabel(known.label) : [];
      if (!rooms.some((room) => bounds.some((each) => overlap(each, room)))) kept.set(plug, known.label);
    }
    return kept;
  }

  /** @param {Plug} plug @param {Label} label @param {Room} room @param {(bounds: Bounds) => boolean} near */
  give(plug, label, room, near) {
    plug.label = label;
    this.known.set(nameOf(plug), { label, signature: signatureOf(plug) });
    for (const bounds of boundsOfLabel(label)) if (near(bounds)) room.take(bounds);
  }
}

/** What may matter to the labels of these. @param {Plug[]} plugs @returns {(bounds: Bounds) => boolean} */
function nearTo(plugs) {
  const all = around(
    plugs.map(({ point: { x, y } }) => grown({ left: x, right: x, top: y, bottom: y }, REACH)),
  );
  return (bounds) => all !== null && overlap(bounds, all);
}

/** @param {Plug} plug */
const nameOf = ({ endpoint }) => `${endpoint?.sandbox}.${endpoint?.interface}`;

/** @param {Box} box */
const standOf = ({ rect: { x, y, w, h } }) => `${x} ${y} ${w} ${h}`;

/** @param {Plug} plug */
const signatureOf = ({ side, hand, level, point, endpoint }) =>
  `${side} ${hand} ${level} ${point.x} ${point.y} ${endpoint?.addresses}`;

/**
 * @param {Box[]} boxes @param {Link[]} links @param {Bounds[]} notes
 * @param {(bounds: Bounds) => boolean} near
 */
function roomAmong(boxes, links, notes, near) {
  const room = new Room();
  for (const bounds of boxes.map(({ rect }) => grown(boundsOf(rect), AIR)))
    if (near(bounds)) room.fill(bounds);
  for (const note of notes) if (near(note)) room.take(note);
  links.forEach(({ curve }, order) => near(curveBounds(curve)) && room.cross(feltPoints(curve), order));
  return room;
}

/** @param {Curve} curve */
function feltPoints(curve) {
  const length = Math.hypot(curve[3].x - curve[0].x, curve[3].y - curve[0].y);
  const points = along(curve, Math.max(4, Math.min(60, Math.ceil(length / STRIDE))));
  const isFree = (/** @type {Point} */ { x, y }, /** @type {Point} */ end) =>
    Math.hypot(end.x - x, end.y - y) > SOCKET;
  return points.filter((each) => isFree(each, curve[0]) && isFree(each, curve[3]));
}
