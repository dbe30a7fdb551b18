/**
 * Traffic on the drawing: beside each cable a lane for each direction, its width and colour by the rate, and marks that
 * move along it (arrows that stand, where nothing may move). Painted under the drawing, near and far alike. While it is
 * off, or the tab is hidden, nothing runs.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 * @import { Remembered } from '../frame/remembered.js'
 * @import { Track } from './flow.js'
 * @import { Lane } from './lanes.js'
 * @import { Traffic } from './traffic.js'
 */
import { clamp, curveBounds, overlap } from '../canvas/geometry.js';
import { isProjected, reducedMotion } from '../motion.js';
import { APART, marks, trackOf } from './flow.js';
import { asideProjected, lanesOf } from './lanes.js';
import { Sheet } from './sheet.js';
import { STILL } from './rates.js';
import { SPEEDS, WIDTHS } from './scale.js';

/** Milliseconds from one picture of the lanes to the next while the camera moves; meanwhile they go along with it. */
const MEANWHILE = 150;
/** The marks' width, as a share of the narrowest lane's. */
const MARK = 1.6;

export class Overlay {
  /** @param {Canvas} canvas @param {Traffic} traffic @param {Remembered} wanted */
  constructor(canvas, traffic, wanted) {
    this.canvas = canvas;
    this.traffic = traffic;
    this.wanted = wanted;
    this.lanes = new Sheet(canvas.viewport, canvas.camera, 'flow-lanes');
    this.marks = new Sheet(canvas.viewport, canvas.camera, 'flow-marks');
    this.frame = 0;
    this.stale = true;
    /** When the lanes were painted last. */
    this.painted = 0;
    /** What is in sight. @type {Track[]} */
    this.tracks = [];
    /** @type {(() => void) | null} */
    this.lookAway = null;
  }

  connect() {
    const { canvas } = this;
    this.stops = [
      this.wanted.subscribe(() => this.update()),
      canvas.subscribe(() => this.soon()),
      canvas.camera.subscribe(() => this.moved()),
      canvas.paints.subscribe(() => this.soon()),
    ];
    this.update();
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.lookAway?.();
    cancelAnimationFrame(this.frame);
  }

  update() {
    if (this.wanted.on) this.lookAway ??= this.traffic.look(() => this.soon());
    else this.lookAway?.();
    if (!this.wanted.on) this.lookAway = null;
    for (const { element } of [this.lanes, this.marks]) element.hidden = !this.wanted.on;
    this.soon();
  }

  /** Where the lanes are, how wide, or what is in sight is not as it was. */
  soon() {
    this.stale = true;
    if (this.wanted.on) this.frame ||= requestAnimationFrame((now) => this.paint(now));
  }

  moved() {
    if (!this.wanted.on) return;
    this.lanes.follow();
    this.marks.follow();
    if (!this.canvas.camera.isMoving || performance.now() - this.painted > MEANWHILE) this.soon();
  }

  /** A lane's share of its width: from afar there is no room for all of it. */
  get share() {
    return clamp(1.4 * this.canvas.camera.transform.k, 0.35, 1) * (isProjected() ? 1.5 : 1);
  }

  /** @param {number} now  milliseconds */
  paint(now) {
    this.frame = 0;
    if (!this.wanted.on) return;
    if (this.stale) this.paintLanes();
    if (this.canvas.camera.isMoving) return;
    const isStill = reducedMotion();
    if (isStill) this.paintArrows();
    else this.paintMarks(now);
    if (!isStill && this.tracks.length) this.frame ||= requestAnimationFrame((then) => this.paint(then));
  }

  /** @returns {Lane[]} */
  inSight() {
    const { scene, camera, model } = this.canvas;
    const scale = camera.transform.k / this.share;
    const aside = isProjected() ? asideProjected(camera.transform.k) : undefined;
    const sight = camera.sight(0.05);
    const ratesOf = (/** @type {string} */ key) => this.traffic.rates.get(key) ?? STILL;
    if (!this.traffic.rates.size) return [];
    return [...scene.links.values()]
      .filter(({ curve }) => overlap(curveBounds(curve), sight))
      .flatMap((link) => lanesOf(link, model.design, ratesOf, scale, aside));
  }

  paintLanes() {
    this.stale = false;
    const context = this.lanes.clear();
    const lanes = this.inSight();
    this.painted = performance.now();
    if (!this.canvas.camera.isMoving) this.tracks = lanes.map(trackOf);
    context.lineCap = 'butt';
    context.lineJoin = 'round';
    for (const [level, width] of WIDTHS.entries()) {
      const these = lanes.filter((each) => each.level === level);
      if (!these.length) continue;
      context.beginPath();
      for (const { points } of these) points.forEach(({ x, y }, at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.lineWidth = (width * this.share) / this.canvas.camera.transform.k;
      context.strokeStyle = this.canvas.paints.of(`var(--flow-${level + 1})`);
      context.stroke();
    }
    this.lanes.element.dataset.lanes = String(lanes.length);
    if (!lanes.length) this.marks.clear();
  }

  /** @param {number} now */
  paintMarks(now) {
    const context = this.begin();
    const { k } = this.canvas.camera.transform;
    for (const track of this.tracks)
      marks(track, (now / 1000) * SPEEDS[track.level], k, (x, y, toX, toY) => {
        context.moveTo(x, y);
        context.lineTo(toX, toY);
      });
    context.stroke();
  }

  paintArrows() {
    const context = this.begin();
    const { k } = this.canvas.camera.transform;
    const size = (3 * this.share) / k;
    for (const track of this.tracks)
      marks(track, APART / 2, k, (x, y, toX, toY) => {
        const length = Math.hypot(toX - x, toY - y) || 1;
        const [across, down] = [((toX - x) / length) * size, ((toY - y) / length) * size];
        context.moveTo(toX - across - down, toY - down + across);
        context.lineTo(toX, toY);
        context.lineTo(toX - across + down, toY - down - across);
      });
    context.stroke();
  }

  /** A path of marks. */
  begin() {
    const context = this.marks.clear();
    context.strokeStyle = this.canvas.paints.of('var(--flow-mark)');
    context.lineWidth = (MARK * this.share) / this.canvas.camera.transform.k;
    context.lineCap = 'round';
    context.beginPath();
    return context;
  }
}
