/**
 * Copy, cut and paste by the system's clipboard, as text. The browser's own events carry it, because they
 * need no permission and work on a page without HTTPS; a menu's "Paste" has to ask for one.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Pointer } from '../gestures/pointer.js'
 * @import { Copies } from './copies.js'
 * @import { Fragment } from './fragment.js'
 */
import { layout } from '../canvas/layout.js';
import { around, boundsOf } from '../canvas/geometry.js';
import { counted } from '../canvas/faces.js';
import { barSize, cardSize } from '../canvas/sizes.js';
import { isTyping } from '../commands/shortcuts.js';
import { EMPTY } from '../design/objects.js';
import { settled } from '../gestures/guides.js';
import { Unread, readPart } from '../live/api.js';
import { shapesOf } from '../figures/shapes.js';
import { sizeOf } from './fragment.js';
import { asText } from './text.js';

/** How far a paste at the same place again stands off. */
const STEP = 24;

export class Clipboard {
  /** @param {Desk} desk @param {Pointer} pointer @param {Copies} copies */
  constructor(desk, pointer, copies) {
    this.desk = desk;
    this.pointer = pointer;
    this.copies = copies;
    /** What was copied here last, for where the system's clipboard may not be read. */
    this.text = '';
    this.last = { text: '', x: NaN, y: NaN, times: 0 };
    this.copied = (/** @type {ClipboardEvent} */ event) => this.take(event);
    this.pasted = (/** @type {ClipboardEvent} */ event) => this.bring(event);
  }

  connect() {
    document.addEventListener('copy', this.copied);
    document.addEventListener('cut', this.copied);
    document.addEventListener('paste', this.pasted);
  }

  disconnect() {
    document.removeEventListener('copy', this.copied);
    document.removeEventListener('cut', this.copied);
    document.removeEventListener('paste', this.pasted);
  }

  /** Why nothing can be copied; empty if something can. */
  get nothing() {
    return this.desk.chosenBoxes.length || this.desk.chosenFigures.length || sizeOf(this.copies.fragment)
      ? ''
      : 'choose a box or a figure first';
  }

  /** @param {ClipboardEvent} event  `copy` or `cut` */
  take(event) {
    const { desk } = this;
    if (isForOthers(event) || !getSelection()?.isCollapsed || this.nothing) return;
    event.preventDefault();
    if (event.type === 'cut' && desk.barrier) return desk.notices.toast(`Cut: ${desk.barrier}`);
    const { fragment } = this.copies;
    this.text = asText(fragment, desk.model.topology.name);
    event.clipboardData?.setData('text/plain', this.text);
    if (event.type === 'cut') desk.removeChosen();
    else desk.notices.toast(`Copied ${counted(sizeOf(fragment), 'object')}`);
  }

  /** @param {ClipboardEvent} event */
  bring(event) {
    if (isForOthers(event)) return;
    event.preventDefault();
    this.paste(event.clipboardData?.getData('text/plain') ?? '');
  }

  /** As the keys do. @param {'copy' | 'cut'} what */
  ask(what) {
    document.execCommand(what);
  }

  /** From a menu. */
  async askPaste() {
    const text = await navigator.clipboard?.readText().catch(() => this.text);
    await this.paste(text ?? this.text);
  }

  /** @param {string} text */
  async paste(text) {
    const { desk } = this;
    const refuse = (/** @type {string} */ why) =>
      desk.notices.toast(`Not pasted: ${why}`, { level: 'error' });
    if (desk.fixed) return refuse(desk.fixed);
    if (!text.trim()) return refuse('the clipboard holds no text');
    try {
      const design = { ...EMPTY, ...(await readPart(text)) };
      if (!sizeOf(design)) return refuse('the text holds nothing that can be drawn');
      const positions = layout(design, new Map());
      const places = Object.fromEntries([...positions].map(([name, { x, y }]) => [name, [x, y]]));
      const fragment = { ...design, layout: /** @type {any} */ (places) };
      await this.copies.put(fragment, this.offset(text, fragment, positions), 'pasted');
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      refuse(error.message);
    }
  }

  /** So that the middle comes to the pointer, or to the middle of the view; lined up by its first box.
   * @param {string} text @param {Fragment} fragment @param {Map<string, Point>} positions @returns {Point}
   */
  offset(text, fragment, positions) {
    const figures = [...shapesOf({ ...EMPTY, ...fragment }, new Map()).values()].map(({ bounds }) => bounds);
    const points = [...positions.values()].map((each) => boundsOf({ ...each, w: 0, h: 0 }));
    const all = around([...points, ...figures]);
    if (!all) return { x: 0, y: 0 };
    const at = this.pointer.place ?? this.desk.canvas.camera.middle;
    const by = { x: at.x - (all.left + all.right) / 2, y: at.y - (all.top + all.bottom) / 2 };
    const { x, y } = this.linedUp(fragment, positions, by);
    const again = this.last.text === text && this.last.x === x && this.last.y === y;
    this.last = { text, x, y, times: again ? this.last.times + 1 : 0 };
    return { x: x + this.last.times * STEP, y: y + this.last.times * STEP };
  }

  /** @param {Fragment} fragment @param {Map<string, Point>} positions @param {Point} by @returns {Point} */
  linedUp({ sandboxes, networks }, positions, by) {
    const lead = sandboxes[0] ?? networks[0];
    const from = lead && positions.get(lead.name);
    if (!from) return by;
    const size = sandboxes[0] ? cardSize(sandboxes[0]) : barSize(networks[0]);
    const to = settled(this.desk, { ...size, x: from.x + by.x, y: from.y + by.y });
    return { x: to.x - from.x, y: to.y - from.y };
  }
}

/** A field has its own text, the table its own rows. @param {ClipboardEvent} event */
const isForOthers = ({ target }) =>
  isTyping(target) || (target instanceof Element && target.closest('[role="grid"]') !== null);
