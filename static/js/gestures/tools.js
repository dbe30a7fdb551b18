/**
 * The tools of the palette: one may be armed, and is used where the canvas is clicked next.
 *
 * @import { Desk } from '../desk.js'
 * @import { Menu } from '../frame/menu.js'
 * @import { Tool } from '../live/edits.js'
 *
 * @typedef {Tool | 'connect'} PaletteTool
 */
import { Linking } from './linking.js';

/** @type {{id: Tool, title: string, icon: string}[]} */
export const MADE = [
  { id: 'sandbox', title: 'Sandbox', icon: 'sandbox' },
  { id: 'router', title: 'Router', icon: 'router' },
  { id: 'network', title: 'Network', icon: 'network' },
];

export class Tools {
  /** @param {Desk} desk @param {Menu} menu */
  constructor(desk, menu) {
    this.desk = desk;
    this.menu = menu;
    /** @type {PaletteTool | null} */
    this.armed = null;
    /** @type {Linking | null} */
    this.linking = null;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param {PaletteTool | null} tool */
  arm(tool) {
    this.armed = tool;
    this.desk.canvas.viewport.classList.toggle('armed', tool !== null);
    for (const listener of this.listeners) listener();
    if (tool)
      this.desk.notices.announce(
        tool === 'connect'
          ? 'click what to connect, then what to connect it to'
          : `click where the ${tool} shall be`,
      );
  }

  /** Uses the armed tool at a click. @param {string | null} key @param {PointerEvent} event */
  use(key, event) {
    const tool = this.armed;
    if (tool === 'connect') return this.useConnect(key);
    this.arm(null);
    if (tool) this.desk.createNear(tool, this.desk.canvas.camera.toWorld(event));
  }

  /** The first click says from where, the second to where. @param {string | null} key */
  useConnect(key) {
    const box = key && this.desk.canvas.scene.boxes.get(key);
    if (!box) return this.linking ? this.unwind() : this.arm(null);
    if (this.linking) this.linking.onto(box);
    else this.link(box.key);
  }

  /** Begins to connect by keyboard, or by clicks. @param {string} key */
  link(key) {
    const box = this.desk.canvas.scene.boxes.get(key);
    if (!box) return;
    this.linking?.stop();
    this.linking = new Linking(this.desk, box, () => {
      this.linking = null;
      if (this.armed === 'connect') this.arm(null);
    });
  }

  /**
   * @param {{clientX: number, clientY: number}} at
   * @param {string} title
   * @param {(tool: Tool) => void} chosen
   * @param {() => void} [closed]
   */
  askWhat(at, title, chosen, closed) {
    this.menu.open(
      at,
      title,
      MADE.map(({ id, title: name, icon }) => ({ title: name, icon, run: () => chosen(id) })),
      closed,
    );
  }

  /** One step back. @returns {boolean} whether there was one */
  unwind() {
    if (this.linking) this.linking.stop();
    else if (this.armed) this.arm(null);
    else return false;
    return true;
  }
}
