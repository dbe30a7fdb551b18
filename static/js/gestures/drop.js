/**
 * Carries a tool from the palette to where it is dropped.
 *
 * @import { Desk } from '../desk.js'
 * @import { Tool } from '../live/edits.js'
 * @import { Gesture } from './pointer.js'
 * @import { Tools } from './tools.js'
 */
import { html, icon } from '../dom.js';

import { toolSize } from '../canvas/sizes.js';
import { Guides } from './guides.js';

/** @implements {Gesture} */
export class DropTool {
  /** @param {Desk} desk @param {Tools} tools @param {Tool | 'area' | 'note'} tool @param {string} title
   * @param {string} picture
   */
  constructor(desk, tools, tool, title, picture) {
    this.desk = desk;
    this.tools = tools;
    this.tool = tool;
    this.ghost = html('div', { class: 'ghost-tool', 'aria-hidden': 'true' }, icon(picture), title);
    document.body.append(this.ghost);
    this.guides = new Guides(desk);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.ghost.style.left = `${event.clientX}px`;
    this.ghost.style.top = `${event.clientY}px`;
    if (this.isOver(event)) this.place(event, this.tool);
    else this.guides.clear();
  }

  /** @param {PointerEvent} event */
  dropped(event) {
    if (this.isOver(event)) this.make(event, this.tool);
    this.cancelled();
  }

  /** @param {PointerEvent} event @param {Tool | 'area' | 'note'} tool */
  make(event, tool) {
    const at = this.place(event, tool);
    if (tool === 'area' || tool === 'note') this.tools.make(tool, at);
    else this.desk.create(tool, at);
  }

  /** Where it would come to stand. @param {PointerEvent} event @param {Tool | 'area' | 'note'} tool */
  place(event, tool) {
    const at = this.desk.canvas.camera.toWorld(event);
    if (event.altKey || tool === 'area' || tool === 'note') return at;
    return this.guides.snap({ ...at, ...toolSize(tool) });
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
