/**
 * The palette: drag an item onto the canvas, or click it and then the canvas.
 *
 * @import { Desk } from '../desk.js'
 * @import { Pointer } from '../gestures/pointer.js'
 * @import { PaletteTool, Tools } from '../gestures/tools.js'
 */
import { html, icon, need, show } from '../dom.js';
import { EXPLAINING, MADE } from '../gestures/tools.js';
import { DropTool } from '../gestures/drop.js';

/** @type {{id: PaletteTool, title: string, icon: string}[]} */
const ITEMS = [...MADE, { id: 'connect', title: 'Connect', icon: 'link' }, ...EXPLAINING];
/** @type {Partial<Record<string, string>>} */
const HOW = {
  connect: 'Click one object, then another; or drag from one to the other (L)',
  area: 'Drag from corner to corner on the canvas, or onto it (G)',
  note: 'Drag onto the canvas, or click and then click the canvas (N)',
  mark: 'Draw on the canvas with the left button held, until Esc (D)',
};

export class Palette {
  /** @param {Desk} desk @param {Tools} tools @param {Pointer} pointer */
  constructor(desk, tools, pointer) {
    this.desk = desk;
    this.tools = tools;
    this.pointer = pointer;
    this.buttons = ITEMS.map((item) => this.button(item));
    this.note = html('p', { class: 'palette-note', hidden: true }, 'View only');
    need('[data-part="palette"]').replaceChildren(
      ...this.buttons.slice(0, 3),
      html('hr'),
      this.buttons[3],
      html('hr'),
      ...this.buttons.slice(4),
      this.note,
    );
  }

  connect() {
    this.stops = [this.tools.subscribe(() => this.update()), this.desk.model.watch(() => this.update())];
    this.update();
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
  }

  /** @param {{id: PaletteTool, title: string, icon: string}} item */
  button({ id, title, icon: picture }) {
    const button = html(
      'button',
      { class: 'palette-item', type: 'button', 'data-tool': id, 'aria-pressed': 'false' },
      icon(picture),
      title,
    );
    let dragged = false;
    button.addEventListener('click', () => {
      if (!dragged && !this.refuse()) this.tools.arm(this.tools.armed === id ? null : id);
      dragged = false;
    });
    button.addEventListener('pointerdown', (event) => {
      dragged = false;
      if (event.button !== 0 || id === 'connect' || id === 'mark' || this.desk.barrier) return;
      this.pointer.pressed = {
        event,
        press: {
          click: () => {},
          drag: () => {
            dragged = true;
            return new DropTool(this.desk, this.tools, id, title, picture);
          },
        },
      };
    });
    return button;
  }

  /** Says why a tool cannot be used. */
  refuse() {
    const { barrier, notices } = this.desk;
    if (barrier) notices.toast(barrier[0].toUpperCase() + barrier.slice(1));
    return Boolean(barrier);
  }

  update() {
    const { barrier, model } = this.desk;
    for (const button of this.buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.tool === this.tools.armed));
      button.setAttribute('aria-disabled', String(Boolean(barrier)));
      button.title =
        barrier || (HOW[button.dataset.tool ?? ''] ?? 'Drag onto the canvas, or click and then click the canvas');
    }
    show(this.note, model.loaded && model.topology.role === 'viewer');
  }
}
