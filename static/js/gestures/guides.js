/**
 * Snaps what is dragged to other boxes in sight, else to the grid, and draws the lines it is on.
 *
 * @import { Point, Rect } from '../canvas/geometry.js'
 * @import { Gap, Guide } from '../arranging/snapping.js'
 * @import { Desk } from '../desk.js'
 */
import { Snapping } from '../arranging/snapping.js';
import { boundsOf, overlap, snapped } from '../canvas/geometry.js';
import { svg } from '../dom.js';

/** In pixels of the screen. */
const NEAR = 6;
const TICK = 4;

export class Guides {
  /** @param {Desk} desk @param {(name: string) => boolean} [moving]  what is dragged itself */
  constructor(desk, moving = () => false) {
    this.desk = desk;
    this.moving = moving;
    this.seen = '';
    this.snapping = new Snapping([]);
    this.group = svg('g', { class: 'guides' });
    desk.canvas.view.overlay.append(this.group);
  }

  /** @param {Rect} rect  where it is wished to be @returns {Point} where it belongs */
  snap(rect) {
    this.look();
    const { k } = this.desk.canvas.camera.transform;
    const { x, y, guides, gaps } = this.snapping.snap(rect, NEAR / k);
    const [column, row] = snapped(rect);
    this.group.replaceChildren(
      ...guides.map(line),
      ...gaps.map((each) => svg('path', { class: 'guide gap', d: bracket(each, TICK / k) })),
    );
    return { x: x ?? column, y: y ?? row };
  }

  /** What is in sight, anew when the view has moved. */
  look() {
    const { camera, scene } = this.desk.canvas;
    const seen = String(camera.transform);
    if (seen === this.seen) return;
    this.seen = seen;
    const sight = camera.sight();
    const others = [...scene.boxes.values()].filter(
      ({ name, rect }) => !this.moving(name) && overlap(boundsOf(rect), sight),
    );
    this.snapping = new Snapping(others.map(({ rect }) => rect));
  }

  clear() {
    this.group.replaceChildren();
  }

  remove() {
    this.group.remove();
  }
}

/** @param {Guide} guide */
const line = ({ axis, at, from, to }) =>
  axis === 'x'
    ? svg('line', { class: 'guide', x1: at, x2: at, y1: from, y2: to })
    : svg('line', { class: 'guide', x1: from, x2: to, y1: at, y2: at });

/** A distance, with a tick at each end. @param {Gap} gap @param {number} tick */
function bracket({ axis, from, to, across }, tick) {
  const [low, high] = [across - tick, across + tick];
  return axis === 'x'
    ? `M${from} ${low}V${high}M${from} ${across}H${to}M${to} ${low}V${high}`
    : `M${low} ${from}H${high}M${across} ${from}V${to}M${low} ${to}H${high}`;
}

/** Where something that is put there at once belongs, without lines. @param {Desk} desk @param {Rect} rect */
export function settled(desk, rect) {
  const guides = new Guides(desk);
  const at = guides.snap(rect);
  guides.remove();
  return at;
}
