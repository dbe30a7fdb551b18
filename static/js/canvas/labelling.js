/**
 * Gives every socket that is drawn its label. While something is dragged, what stands still keeps its own as
 * long as nothing comes in its way: so nothing flickers, and little has to be looked for.
 *
 * @import { Bounds } from './geometry.js'
 * @import { Label } from './labels.js'
 * @import { Box, Link } from './scene.js'
 * @import { Plug } from './plugs.js'
 */
import { along, boundsOf, grown } from './geometry.js';
import { boundsOfLabel, labelOf } from './labels.js';
import { Room } from './room.js';

const AIR = 1;
/** Between the points at which a cable is felt. */
const STRIDE = 14;
/** A cable begins to count this far from its ends. */
const SOCKET = 12;

/** @typedef {{label: Label, signature: string}} Known */

export class Labelling {
  constructor() {
    /** @type {Map<string, Known>} by the socket's endpoint */
    this.known = new Map();
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
    const room = roomAmong(boxes, links, notes);
    const before = settled ? new Map() : this.known;
    if (!settled) this.picture = '';
    this.known = new Map();
    const open = plugs.filter((plug) => !this.keep(plug, before, room));
    for (const plug of open.sort((a, b) => a.level - b.level)) this.give(plug, labelOf(plug, room), room);
  }

  /** Whether all stands as it last did; then so do its labels. @param {Box[]} boxes @param {Plug[]} plugs
   * @param {Bounds[]} notes
   */
  isAsBefore(boxes, plugs, notes) {
    const rects = boxes.map(({ rect: { x, y, w, h } }) => `${x} ${y} ${w} ${h}`);
    const picture = [...rects, ...plugs.map(signatureOf), JSON.stringify(notes)].join();
    if (picture !== this.picture) {
      this.picture = picture;
      return false;
    }
    for (const plug of plugs) plug.label = this.known.get(nameOf(plug))?.label;
    return true;
  }

  /** @param {Plug} plug @param {Map<string, Known>} before @param {Room} room */
  keep(plug, before, room) {
    const known = before.get(nameOf(plug));
    if (known?.signature !== signatureOf(plug) || !boundsOfLabel(known.label).every((each) => room.isFree(each)))
      return false;
    this.give(plug, known.label, room);
    return true;
  }

  /** @param {Plug} plug @param {Label} label @param {Room} room */
  give(plug, label, room) {
    plug.label = label;
    this.known.set(nameOf(plug), { label, signature: signatureOf(plug) });
    for (const bounds of boundsOfLabel(label)) room.take(bounds);
  }
}

/** @param {Plug} plug */
const nameOf = ({ endpoint }) => `${endpoint?.sandbox}.${endpoint?.interface}`;

/** @param {Plug} plug */
const signatureOf = ({ side, hand, level, point, endpoint }) =>
  `${side} ${hand} ${level} ${point.x} ${point.y} ${endpoint?.addresses}`;

/** @param {Box[]} boxes @param {Link[]} links @param {Bounds[]} notes */
function roomAmong(boxes, links, notes) {
  const room = new Room();
  for (const { rect } of boxes) room.fill(grown(boundsOf(rect), AIR));
  for (const note of notes) room.take(note);
  for (const { curve } of links) {
    const length = Math.hypot(curve[3].x - curve[0].x, curve[3].y - curve[0].y);
    const points = along(curve, Math.max(4, Math.min(60, Math.ceil(length / STRIDE))));
    room.cross(
      points.filter(({ x, y }) =>
        [curve[0], curve[3]].every((end) => Math.hypot(end.x - x, end.y - y) > SOCKET),
      ),
    );
  }
  return room;
}
