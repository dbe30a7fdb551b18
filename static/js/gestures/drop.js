/**
 * Carries a tool from the palette to where it is dropped.
 *
 * @import { Desk } from '../desk.js'
 * @import { Tool } from '../live/edits.js'
 * @import { Gesture } from './pointer.js'
 */
import { html, icon } from '../dom.js';

import { toolSize } from '../canvas/sizes.js';
import { Guides } from './guides.js';

/** @implements {Gesture} */
export class DropTool {
  /** @param {Desk} desk @param {Tool} tool @param {string} title @param {string} picture */
  constructor(desk, tool, title, picture) {
    this.desk = desk;
    this.tool = tool;
    this.ghost = html('div', { class: 'ghost-tool', 'aria-hidden': 'true' }, icon(picture), title);
    document.body.append(this.ghost);
    this.guides = new Guides(desk);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.ghost.style.left = `${event.clientX}px`;
    this.ghost.style.top = `${event.clientY}px`;
    if (this.isOver(event)) this.place(event);
    else this.guides.clear();
  }

  /** @param {PointerEvent} event */
  dropped(event) {
    if (this.isOver(event)) this.desk.create(this.tool, this.place(event));
    this.cancelled();
  }

  /** Where it would come to stand. @param {PointerEvent} event */
  place(event) {
    const at = this.desk.canvas.camera.toWorld(event);
    return event.altKey ? at : this.guides.snap({ ...at, ...toolSize(this.tool) });
  }

  /** Whether the pointer is over the canvas. @param {PointerEvent} event */
  isOver({ clientX: x, clientY: y }) {
    const { left, right, top, bottom } = this.desk.canvas.viewport.getBoundingClientRect();
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  cancelled() {
    this.ghost.remove();
    this.guides.remove();
  }
}
