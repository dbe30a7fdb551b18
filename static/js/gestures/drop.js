/**
 * Carries a tool from the palette to where it is dropped.
 *
 * @import { Desk } from '../desk.js'
 * @import { Tool } from '../live/edits.js'
 * @import { Gesture } from './pointer.js'
 */
import { html, icon } from '../dom.js';

/** @implements {Gesture} */
export class DropTool {
  /** @param {Desk} desk @param {Tool} tool @param {string} title @param {string} picture */
  constructor(desk, tool, title, picture) {
    this.desk = desk;
    this.tool = tool;
    this.ghost = html('div', { class: 'ghost-tool', 'aria-hidden': 'true' }, icon(picture), title);
    document.body.append(this.ghost);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.ghost.style.left = `${event.clientX}px`;
    this.ghost.style.top = `${event.clientY}px`;
  }

  /** @param {PointerEvent} event */
  dropped(event) {
    this.cancelled();
    const { canvas } = this.desk;
    const { left, right, top, bottom } = canvas.viewport.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x >= left && x <= right && y >= top && y <= bottom)
      this.desk.create(this.tool, canvas.camera.toWorld(event));
  }

  cancelled() {
    this.ghost.remove();
  }
}
