/**
 * Connecting without dragging: from one box, or all that is chosen with it, by arrow keys to another; Enter
 * joins them.
 *
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 */
import { nearestTowards } from './towards.js';
import { Rubber, joinTitle, sourceTitle } from './rubber.js';

export class Linking {
  /** @param {Desk} desk @param {Box} from @param {() => void} stopped */
  constructor(desk, from, stopped) {
    this.desk = desk;
    this.from = from;
    this.stopped = stopped;
    /** @type {Box | null} */
    this.target = null;
    this.sources = desk.together(from);
    this.rubber = new Rubber(desk, this.sources);
    this.follow = (/** @type {PointerEvent} */ event) => this.hover(event);
    desk.canvas.viewport.addEventListener('pointermove', this.follow);
    const { x, y, w } = from.rect;
    this.rubber.draw({ x: x + w / 2 + 48, y }, null);
    const what = sourceTitle(this.sources);
    this.rubber.say({ x, y }, `connect ${what}: arrows to the target, Enter; Esc`);
    desk.notices.announce(
      `connecting ${what}: arrow keys choose the target, Enter connects, Escape cancels`,
    );
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const { canvas } = this.desk;
    const point = canvas.camera.toWorld(event);
    const box = canvas.boxNear(point, 8);
    this.target = box?.key === this.from.key ? null : box;
    this.rubber.draw(point, this.target);
  }

  /** @param {'up' | 'down' | 'left' | 'right'} direction */
  towards(direction) {
    const { canvas } = this.desk;
    const boxes = canvas.solid(canvas.scene.boxes).filter((each) => each.key !== this.from.key);
    const next = nearestTowards((this.target ?? this.from).rect, boxes, direction);
    if (!next) return;
    this.target = next;
    this.desk.canvas.camera.reveal(/** @type {any} */ (this.desk.canvas.boundsOf(next.key)));
    this.rubber.draw(next.rect, next);
    this.desk.notices.announce(joinTitle(this.sources, next));
  }

  /** @param {Box} box */
  onto(box) {
    if (box.key !== this.from.key) this.desk.join(this.sources, box);
    this.stop();
  }

  finish() {
    if (this.target) this.onto(this.target);
  }

  stop() {
    this.desk.canvas.viewport.removeEventListener('pointermove', this.follow);
    this.rubber.remove();
    this.stopped();
  }
}
