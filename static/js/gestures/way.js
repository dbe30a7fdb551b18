/**
 * How far a box has been dragged, snapped.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 */
import { Guides } from './guides.js';

export class Way {
  /**
   * @param {Desk} desk
   * @param {Box} held
   * @param {PointerEvent} event  where it was taken
   * @param {(name: string) => boolean} moving
   */
  constructor(desk, held, event, moving) {
    this.desk = desk;
    this.rect = held.rect;
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
