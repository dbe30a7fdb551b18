/**
 * Draws a mark by hand.
 *
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 */
import { svg } from '../dom.js';
import { addFigure } from '../figures/edits.js';
import { closed, flat, simplified, strokePath } from '../figures/strokes.js';

/** Pixels of the screen within which a stroke that comes back to its start is meant to close. */
const CLOSE = 12;

/** @implements {Gesture} */
export class Pen {
  /** @param {Desk} desk @param {PointerEvent} event */
  constructor(desk, event) {
    this.desk = desk;
    this.points = [desk.canvas.camera.toWorld(event)];
    this.line = svg('path', { class: 'stroke' });
    this.group = svg('g', { class: 'figure-shape', 'data-colour': 'red' }, this.line);
    desk.canvas.view.overlay.append(this.group);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.points.push(this.desk.canvas.camera.toWorld(each));
    this.line.setAttribute('d', strokePath(this.points));
  }

  dropped() {
    const points = flat(closed(simplified(this.points), CLOSE / this.desk.canvas.camera.transform.k));
    this.desk.edit(addFigure('mark', { points }));
    this.desk.canvas.draw();
    this.cancelled();
  }

  cancelled() {
    this.group.remove();
  }
}
