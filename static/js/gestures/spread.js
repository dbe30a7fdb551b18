/**
 * Spreads an area out from corner to corner.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Gesture } from './pointer.js'
 * @import { Tools } from './tools.js'
 */
import { snapped } from '../canvas/geometry.js';
import { need, show } from '../dom.js';

const LEAST = 48;

/** @implements {Gesture} */
export class Spread {
  /** @param {Tools} tools @param {PointerEvent} event */
  constructor(tools, event) {
    this.tools = tools;
    this.camera = tools.desk.canvas.camera;
    this.start = this.end = this.camera.toWorld(event);
    this.element = need('[data-part="band"]');
  }

  /** @returns {Bounds} */
  get bounds() {
    const [ax, ay] = snapped(this.start);
    const [bx, by] = snapped(this.end);
    return { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) };
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.end = this.camera.toWorld(event);
    const { left, top, right, bottom } = this.bounds;
    const from = this.camera.toView({ x: left, y: top });
    const to = this.camera.toView({ x: right, y: bottom });
    Object.assign(this.element.style, {
      left: `${from.x}px`,
      top: `${from.y}px`,
      width: `${to.x - from.x}px`,
      height: `${to.y - from.y}px`,
    });
    show(this.element, true);
  }

  dropped() {
    show(this.element, false);
    const { left, top, right, bottom } = this.bounds;
    if (right - left >= LEAST && bottom - top >= LEAST) this.tools.spread(this.bounds);
  }

  cancelled() {
    show(this.element, false);
  }
}
