/**
 * How far something has been dragged, snapped.
 *
 * @import { Point, Rect } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 */
import { Guides } from './guides.js';

export class Way {
  /**
   * @param {Desk} desk
   * @param {Rect} rect  of what is dragged
   * @param {PointerEvent} event  where it was taken
   * @param {(name: string) => boolean} moving
   */
  constructor(desk, rect, event, moving) {
    this.desk = desk;
    this.rect = rect;
    this.start = desk.canvas.camera.toWorld(event);
    this.guides = new Guides(desk, moving);
  }

  /** @param {PointerEvent} event @param {boolean} free  not to snap @returns {Point} */
  to(event, free) {
    const { x, y } = this.rect;
    const at = this.desk.canvas.camera.toWorld(event);
    const wish = { ...this.rect, x: x + at.x - this.start.x, y: y + at.y - this.start.y };
    if (free) this.guides.clear();
    const to = free ? wish : this.guides.snap(wish);
    return { x: to.x - x, y: to.y - y };
  }

  end() {
    this.guides.remove();
  }
}
