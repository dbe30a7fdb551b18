/**
 * The tools of the palette: one may be armed, and is used where the canvas is clicked next.
 *
 * @import { Desk } from '../desk.js'
 * @import { Menu } from '../frame/menu.js'
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Tool } from '../live/edits.js'
 * @import { FigureKind } from '../types.js'
 * @import { Writing } from './writing.js'
 *
 * @typedef {Tool | 'connect' | FigureKind} PaletteTool
 */
import { keyOf } from '../design/objects.js';
import { addFigure, areaOver } from '../figures/edits.js';
import { NOTE_WIDTH } from '../figures/notes.js';
import { Linking } from './linking.js';

/** @type {{id: Tool, title: string, icon: string}[]} */
export const MADE = [
  { id: 'sandbox', title: 'Sandbox', icon: 'sandbox' },
  { id: 'router', title: 'Router', icon: 'router' },
  { id: 'network', title: 'Network', icon: 'network' },
];

/** @type {{id: FigureKind, title: string, icon: string}[]} */
export const EXPLAINING = [
  { id: 'area', title: 'Area', icon: 'area' },
  { id: 'note', title: 'Note', icon: 'note' },
  { id: 'mark', title: 'Pen', icon: 'scribble' },
];

const AREA = { w: 320, h: 200 };
/** @type {Partial<Record<PaletteTool, string>>} */
const SAID = {
  connect: 'click what to connect, then what to connect it to',
  area: 'drag from corner to corner, or click where the area shall be',
  note: 'click where the note shall be',
  mark: 'draw with the left button held; Escape puts the pen away',
};

export class Tools {
  /** @param {Desk} desk @param {Menu} menu @param {Writing} writing */
  constructor(desk, menu, writing) {
    this.desk = desk;
    this.writing = writing;
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
    this.desk.canvas.viewport.classList.toggle('inking', tool === 'mark');
    for (const listener of this.listeners) listener();
    if (tool) this.desk.notices.announce(SAID[tool] ?? `click where the ${tool} shall be`);
  }

  /** Uses the armed tool at a click. @param {string | null} key @param {PointerEvent} event */
  use(key, event) {
    const tool = this.armed;
    if (tool === 'mark') return;
    if (tool === 'connect') return this.useConnect(key);
    this.arm(null);
    const at = this.desk.canvas.camera.toWorld(event);
    if (tool === 'area' || tool === 'note') this.make(tool, at);
    else if (tool) this.desk.createNear(tool, at);
  }

  /** A new area with its middle there, or a note, to be written on. @param {'area' | 'note'} kind @param {Point} at */
  make(kind, { x, y }) {
    if (kind === 'note') return this.writing.begin({ x: x - NOTE_WIDTH / 2, y: y - 24 });
    const { w, h } = AREA;
    return this.spread({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
  }

  /** A new area over a rectangle, with its title to be written. @param {Bounds} bounds */
  async spread(bounds) {
    this.arm(null);
    const added = await this.desk.add(addFigure('area', { title: 'Area', ...areaOver(bounds) }));
    if (added) this.writing.open(keyOf('area', added));
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
