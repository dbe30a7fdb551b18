/**
 * The table by keyboard, as grids are worked with: arrows walk, Space chooses, Enter and letters edit.
 *
 * @import { Choosing } from './choosing.js'
 * @import { Editing } from './editing.js'
 * @import { Grid, Place } from './grid.js'
 * @import { Sheet } from './sheet.js'
 */
import { HEAD, ROW } from './grid.js';

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
/** Left to the browser, which makes copying and pasting of them. */
const CLIPBOARD = new Set(['c', 'v', 'x']);

export class Keys {
  /** @param {Sheet} sheet @param {Grid} grid @param {Choosing} choosing @param {Editing} editing */
  constructor(sheet, grid, choosing, editing) {
    this.sheet = sheet;
    this.grid = grid;
    this.choosing = choosing;
    this.editing = editing;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const place = this.grid.placeOf(event.target);
    if (!place) return;
    if ((event.ctrlKey || event.metaKey) && CLIPBOARD.has(event.key.toLowerCase())) return event.stopPropagation();
    if (!this.act(event, place)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event @param {Place} place @returns {boolean} whether the key was the table's */
  act(event, place) {
    const { key, shiftKey } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey) return false;
    if (ctrl && key.toLowerCase() === 'a' && !shiftKey) return this.done(() => this.choosing.all());
    const to = this.towards(key, ctrl, place);
    if (to) return this.done(() => this.go(to, shiftKey && !ctrl && to.key !== place.key));
    if (ctrl || key === 'Tab' || key === '?' || key === '/') return false;
    return place.key === HEAD ? false : this.onCell(key, shiftKey, place);
  }

  /** @param {() => void} work */
  done(work) {
    work();
    return true;
  }

  /** @param {string} key @param {boolean} shift @param {Place} place */
  onCell(key, shift, place) {
    if (key === ' ') return this.done(() => (shift ? this.choosing.upTo(place.key) : this.choosing.toggle(place.key)));
    if (key === 'Enter' || key === 'F2') return this.done(() => this.editing.begin(place));
    if (key === 'Delete' || key === 'Backspace') return this.done(() => this.editing.clear(place));
    if (key === 'Escape') return this.forgive(place);
    return key.length === 1 && this.done(() => this.editing.begin(place, key));
  }

  /** @param {Place} place */
  forgive({ key, column }) {
    const forgiven = this.sheet.refusals.forgive(key, this.sheet.columns[column]);
    if (forgiven) this.grid.render();
    return forgiven;
  }

  /** @param {string} key @param {boolean} ctrl @param {Place} place @returns {Place | null} */
  towards(key, ctrl, place) {
    const { sheet, grid } = this;
    const [last, wide] = [sheet.length - 1, sheet.columns.length - 1];
    const at = place.key === HEAD ? -1 : (sheet.places.get(place.key) ?? 0);
    const page = Math.max(1, Math.floor(grid.element.clientHeight / ROW) - 2);
    const [down, right] = STEPS[key] ?? [0, 0];
    if (key in STEPS && ctrl) return this.placeAt(down ? (down < 0 ? 0 : last) : at, place.column + right * wide);
    if (key in STEPS) return this.placeAt(at + down, place.column + right);
    if (key === 'Home') return this.placeAt(ctrl ? 0 : at, 0);
    if (key === 'End') return this.placeAt(ctrl ? last : at, wide);
    if (key === 'PageDown') return this.placeAt(at + page, place.column);
    return key === 'PageUp' ? this.placeAt(Math.max(0, at - page), place.column) : null;
  }

  /** @param {number} at @param {number} column @returns {Place} */
  placeAt(at, column) {
    const { length, columns } = this.sheet;
    const row = Math.min(at, length - 1);
    return {
      key: row < 0 ? HEAD : this.sheet.keyAt(row),
      column: Math.max(0, Math.min(column, columns.length - 1)),
    };
  }

  /** @param {Place} to @param {boolean} extends_ */
  go(to, extends_) {
    const from = this.grid.active.key;
    if (extends_ && !this.sheet.desk.selection.has(from)) this.choosing.anchor = from;
    this.grid.focus(to);
    if (extends_ && to.key !== HEAD) this.choosing.upTo(to.key);
  }
}
