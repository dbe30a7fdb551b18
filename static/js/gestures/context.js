/**
 * The context menu, of an object or of the canvas, made of the commands that belong there.
 *
 * @import { Command } from '../commands/table.js'
 * @import { Desk } from '../desk.js'
 * @import { Menu } from '../frame/menu.js'
 */
import { canvasMenu, objectMenu } from '../commands/menus.js';
import { titleOf } from '../canvas/faces.js';
import { fromKey } from '../design/objects.js';

export class ContextMenu {
  /**
   * @param {Desk} desk
   * @param {Menu} menu
   * @param {Command[]} commands
   */
  constructor(desk, menu, commands) {
    this.desk = desk;
    this.menu = menu;
    this.commands = commands;
    this.asked = (/** @type {MouseEvent} */ event) => this.clicked(event);
    this.pressed = (/** @type {PointerEvent} */ event) => {
      if (event.button === 2) this.from = { x: event.clientX, y: event.clientY };
    };
    this.from = { x: 0, y: 0 };
  }

  connect() {
    this.desk.canvas.viewport.addEventListener('contextmenu', this.asked);
    this.desk.canvas.viewport.addEventListener('pointerdown', this.pressed);
    this.desk.canvas.viewport.addEventListener('pointerup', this.asked);
  }

  disconnect() {
    this.desk.canvas.viewport.removeEventListener('contextmenu', this.asked);
    this.desk.canvas.viewport.removeEventListener('pointerdown', this.pressed);
    this.desk.canvas.viewport.removeEventListener('pointerup', this.asked);
  }

  /** The right button pans when dragged, so the menu waits until it is let go. @param {MouseEvent} event */
  clicked(event) {
    if (event.type === 'contextmenu') return event.preventDefault();
    if (event.button !== 2 || Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > 4)
      return;
    const key = this.desk.canvas.keyUnder(event);
    if (key && !this.desk.selection.has(key)) this.desk.selection.set([key]);
    if (!key) this.desk.selection.clear();
    this.open(event);
  }

  /** @param {{clientX: number, clientY: number}} at */
  open(at) {
    const { selection, model } = this.desk;
    const where = selection.keys.size ? 'object' : 'canvas';
    const only = selection.only && fromKey(selection.only);
    const title = only
      ? titleOf(model.design, only.kind, only.name)
      : selection.keys.size
        ? `${selection.keys.size} objects`
        : 'Canvas';
    const fitting = this.commands.filter((each) => each.in?.includes(where) && (each.fits?.() ?? true));
    const items = (where === 'object' ? objectMenu : canvasMenu)(fitting, (command) => command.run());
    this.menu.open(at, title, items);
  }
}
