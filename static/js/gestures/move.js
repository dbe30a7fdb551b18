/**
 * Moves the chosen boxes. The one that is held snaps to the middles of others, else to the grid.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 */
import { snapped } from '../canvas/geometry.js';
import { svg } from '../dom.js';
import { place } from '../live/edits.js';

const NEAR = 6;
const GUIDE = 4000;

/** @implements {Gesture} */
export class Move {
  /**
   * @param {Desk} desk
   * @param {string} held
   * @param {string[]} names
   * @param {PointerEvent} event
   */
  constructor(desk, held, names, event) {
    this.desk = desk;
    this.held = held;
    this.from = new Map(
      names.flatMap((name) => {
        const at = desk.canvas.positions.get(name);
        return at ? [[name, at]] : [];
      }),
    );
    this.start = desk.canvas.camera.toWorld(event);
    /** @type {Map<string, Point>} */
    this.now = new Map();
    this.guides = svg('g');
    desk.canvas.view.overlay.append(this.guides);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const origin = this.from.get(this.held);
    if (!origin) return;
    const at = this.desk.canvas.camera.toWorld(event);
    const wish = { x: origin.x + at.x - this.start.x, y: origin.y + at.y - this.start.y };
    const to = event.altKey ? wish : this.snap(wish);
    const by = { x: to.x - origin.x, y: to.y - origin.y };
    this.now = new Map([...this.from].map(([name, { x, y }]) => [name, { x: x + by.x, y: y + by.y }]));
    this.desk.canvas.move(this.now);
  }

  /** @param {Point} wish @returns {Point} */
  snap(wish) {
    const reach = NEAR / this.desk.canvas.camera.transform.k;
    const [x, y] = snapped(wish);
    const column = this.nearest('x', wish.x, reach);
    const row = this.nearest('y', wish.y, reach);
    this.guides.replaceChildren(
      ...(column === null
        ? []
        : [svg('line', { class: 'guide', x1: column, x2: column, y1: wish.y - GUIDE, y2: wish.y + GUIDE })]),
      ...(row === null
        ? []
        : [svg('line', { class: 'guide', x1: wish.x - GUIDE, x2: wish.x + GUIDE, y1: row, y2: row })]),
    );
    return { x: column ?? x, y: row ?? y };
  }

  /**
   * The middle of a box in sight that stands still.
   * @param {'x' | 'y'} axis
   * @param {number} wish
   * @param {number} reach
   */
  nearest(axis, wish, reach) {
    const { left, right, top, bottom } = this.desk.canvas.camera.sight();
    let best = null;
    let least = reach;
    for (const { name, rect } of this.desk.canvas.scene.boxes.values()) {
      if (this.from.has(name) || rect.x < left || rect.x > right || rect.y < top || rect.y > bottom) continue;
      const away = Math.abs(rect[axis] - wish);
      if (away < least) [best, least] = [rect[axis], away];
    }
    return best;
  }

  dropped() {
    const positions = Object.fromEntries(
      [...this.now].map(([name, at]) => [
        name,
        /** @type {[number, number]} */ ([Math.round(at.x), Math.round(at.y)]),
      ]),
    );
    this.desk.edit(place(positions));
    this.cancelled();
  }

  cancelled() {
    this.guides.remove();
    this.desk.canvas.move(new Map());
  }
}
