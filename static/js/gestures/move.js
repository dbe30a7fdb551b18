/**
 * Moves the chosen boxes. The one that is held snaps to others, else to the grid; Alt lets go of that.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 */
import { place } from '../live/edits.js';
import { Way } from './way.js';

/** @implements {Gesture} */
export class Move {
  /**
   * @param {Desk} desk
   * @param {Box} held
   * @param {string[]} names
   * @param {PointerEvent} event
   */
  constructor(desk, held, names, event) {
    this.desk = desk;
    this.from = new Map(
      names.flatMap((name) => {
        const at = desk.canvas.positions.get(name);
        return at ? [[name, at]] : [];
      }),
    );
    this.way = new Way(desk, held, event, (name) => this.from.has(name));
    /** @type {Map<string, Point>} */
    this.now = new Map();
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const by = this.way.to(event, event.altKey);
    this.now = new Map([...this.from].map(([name, { x, y }]) => [name, { x: x + by.x, y: y + by.y }]));
    this.desk.canvas.move(this.now);
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
    this.way.end();
    this.desk.canvas.move(new Map());
  }
}
