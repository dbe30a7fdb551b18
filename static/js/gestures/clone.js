/**
 * Drags a copy of what is chosen away from it.
 *
 * @import { Rect } from '../canvas/geometry.js'
 * @import { Copies } from '../arranging/copies.js'
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 */
import { svg } from '../dom.js';
import { Way } from './way.js';

/** @implements {Gesture} */
export class Clone {
  /** @param {Desk} desk @param {Copies} copies @param {Rect} held @param {PointerEvent} event */
  constructor(desk, copies, held, event) {
    this.copies = copies;
    this.fragment = copies.rooted;
    this.way = new Way(desk, held, event, () => false);
    this.by = { x: 0, y: 0 };
    const outlines = desk.chosenBoxes.map(({ kind, rect: { x, y, w, h } }) =>
      svg('rect', { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: kind === 'sandbox' ? 8 : h / 2 }),
    );
    const figures = desk.chosenFigures.map(({ bounds: { left, top, right, bottom } }) =>
      svg('rect', { x: left, y: top, width: right - left, height: bottom - top, rx: 8 }),
    );
    this.ghost = svg('g', { class: 'ghost' }, ...outlines, ...figures);
    desk.canvas.view.overlay.append(this.ghost);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.by = this.way.to(event, false);
    this.ghost.setAttribute('transform', `translate(${this.by.x} ${this.by.y})`);
  }

  dropped() {
    this.cancelled();
    this.copies.put(this.fragment, this.by, 'copied');
  }

  cancelled() {
    this.way.end();
    this.ghost.remove();
  }
}
