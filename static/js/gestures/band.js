/**
 * Chooses what lies in a rectangle; with Shift, besides what is chosen already.
 *
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 */
import { need, show } from '../dom.js';

/** @implements {Gesture} */
export class Band {
  /** @param {Desk} desk @param {PointerEvent} event */
  constructor(desk, event) {
    this.desk = desk;
    this.start = desk.canvas.camera.toWorld(event);
    this.before = new Set(desk.selection.keys);
    this.kept = event.shiftKey ? this.before : new Set();
    this.element = need('[data-part="band"]');
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const { camera } = this.desk.canvas;
    const end = camera.toWorld(event);
    const bounds = {
      left: Math.min(this.start.x, end.x),
      right: Math.max(this.start.x, end.x),
      top: Math.min(this.start.y, end.y),
      bottom: Math.max(this.start.y, end.y),
    };
    const from = camera.toView({ x: bounds.left, y: bounds.top });
    const to = camera.toView({ x: bounds.right, y: bounds.bottom });
    Object.assign(this.element.style, {
      left: `${from.x}px`,
      top: `${from.y}px`,
      width: `${to.x - from.x}px`,
      height: `${to.y - from.y}px`,
    });
    show(this.element, true);
    this.desk.selection.set([...this.kept, ...this.desk.canvas.within(bounds)]);
  }

  dropped() {
    show(this.element, false);
    this.desk.notices.announce(`${this.desk.selection.keys.size} chosen`);
  }

  cancelled() {
    show(this.element, false);
    this.desk.selection.set(this.before);
  }
}
