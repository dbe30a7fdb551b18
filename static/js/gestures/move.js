/**
 * Moves what is chosen. What is held snaps to boxes, else to the grid; Alt lets go of that. An area in which it would
 * come to lie lights up.
 *
 * @import { Point, Rect } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Load } from '../figures/carrying.js'
 * @import { Figure } from '../types.js'
 * @import { Gesture } from './pointer.js'
 */
import { boundsOf } from '../canvas/geometry.js';
import { areasAround } from '../figures/carrying.js';
import { shiftFigures } from '../figures/edits.js';
import { shifted } from '../figures/shapes.js';
import { inOrder, place } from '../live/edits.js';
import { Way } from './way.js';

/** @implements {Gesture} */
export class Move {
  /**
   * @param {Desk} desk
   * @param {Rect} rect  of what is held
   * @param {Load} load
   * @param {PointerEvent} event
   */
  constructor(desk, rect, load, event) {
    this.desk = desk;
    this.rect = rect;
    this.load = load;
    this.from = new Map(
      load.boxes.flatMap((name) => {
        const at = desk.canvas.positions.get(name);
        return at ? [[name, at]] : [];
      }),
    );
    this.way = new Way(desk, rect, event, (name) => this.from.has(name));
    /** @type {Point} */
    this.by = { x: 0, y: 0 };
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const { by } = Object.assign(this, { by: this.way.to(event, event.altKey) });
    const boxes = [...this.from].map(([name, at]) => /** @type {const} */ ([name, sum(at, by)]));
    const figures = this.load.figures.map(
      ({ key, figure }) => /** @type {const} */ ([key, /** @type {Figure} */ ({ ...figure, ...shifted(figure, by) })]),
    );
    this.desk.canvas.move(new Map(boxes), new Map(figures));
    this.light(this.around.map(({ key }) => key));
  }

  /** What it would come to lie in. */
  get around() {
    const bounds = boundsOf({ ...this.rect, ...sum(this.rect, this.by) });
    return areasAround(this.desk.canvas, bounds, this.load);
  }

  /** @param {string[]} keys  of areas; all others go out */
  light(keys) {
    const { view, overview } = this.desk.canvas;
    for (const group of view.areas.children)
      group.classList.toggle('target', keys.includes(group.getAttribute('data-key') ?? ''));
    overview.light(keys);
  }

  dropped() {
    const positions = Object.fromEntries(
      [...this.from].map(([name, at]) => {
        const { x, y } = sum(at, this.by);
        return [name, /** @type {[number, number]} */ ([Math.round(x), Math.round(y)])];
      }),
    );
    const figures = this.load.figures.map(({ key }) => key);
    this.desk.edit(inOrder(place(positions), shiftFigures(figures, this.by)));
    this.cancelled();
  }

  cancelled() {
    this.way.end();
    this.desk.canvas.move(new Map());
    this.light([]);
  }
}

/** @param {Point} a @param {Point} b */
const sum = (a, b) => ({ x: a.x + b.x, y: a.y + b.y });
