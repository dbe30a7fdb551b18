/**
 * Editing in place. Enter and Tab keep what was typed and go on, Escape does not; what the server refuses stays
 * in the cell with the reason.
 *
 * @import { Column } from './columns.js'
 * @import { Grid, Place } from './grid.js'
 * @import { Sheet } from './sheet.js'
 * @import { Writing } from './writing.js'
 */
import { keyOf } from '../../design/objects.js';
import { html } from '../../dom.js';
import { renames } from './columns.js';
import { editor } from './editor.js';
import { NEW } from './sheet.js';

/** @typedef {'down' | 'up' | 'right' | 'left' | 'stay' | 'leave'} Onward  where the focus goes then */

export class Editing {
  /** @param {Sheet} sheet @param {Grid} grid @param {Writing} writing
   * @param {() => void} changed  tells that it began or ended */
  constructor(sheet, grid, writing, changed) {
    this.sheet = sheet;
    this.grid = grid;
    this.writing = writing;
    this.changed = changed;
    /** @type {Place | null} */
    this.at = null;
    /** @type {HTMLInputElement | HTMLSelectElement | null} */
    this.input = null;
    this.error = html('span', { class: 'cell-reason', id: 'cell-error' });
  }

  /** Edits a cell, or turns a checkbox. @param {Place} place @param {string} [typed]  with which it begins */
  begin(place, typed) {
    const { sheet, grid } = this;
    const column = sheet.columns[place.column];
    const why = sheet.barrier(place.key, column);
    const cell = grid.cell(place);
    if (why || !column.field || !cell) return sheet.desk.notices.announce(why);
    if (column.field.control === 'yes' && !sheet.refusals.of(place.key, column)) return this.turn(place);
    this.at = place;
    const text = sheet.text(place.key, place.column);
    this.input = editor(column.field, sheet.desk.model.design, text, this.label(place, column));
    this.open(cell, typed);
  }

  /** @param {Place} place @param {Column} column */
  label({ key }, { title }) {
    return `${title} of ${this.sheet.row(key)?.name ?? `the new ${this.sheet.kind}`}`;
  }

  /** @param {HTMLElement} cell @param {string} [typed] */
  open(cell, typed) {
    const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (this.input);
    this.grid.editing = cell;
    cell.dataset.shown = '';
    cell.classList.add('editing');
    this.error.textContent = '';
    cell.replaceChildren(input, this.error);
    input.setAttribute('aria-describedby', this.error.id);
    input.addEventListener('blur', () => this.commit('leave'));
    input.addEventListener('keydown', (event) => this.key(/** @type {KeyboardEvent} */ (event)));
    input.focus();
    if (input instanceof HTMLInputElement) this.start(input, typed);
    else this.pick(input, typed);
    this.changed();
  }

  /** @param {HTMLInputElement} input @param {string} [typed] */
  start(input, typed) {
    if (typed === undefined) input.select();
    else input.value = typed;
  }

  /** @param {HTMLSelectElement} select @param {string} [typed] */
  pick(select, typed) {
    const begun = typed && [...select.options].find(({ value }) => value.startsWith(typed.toLowerCase()));
    if (begun) select.value = begun.value;
    select.addEventListener('change', () => this.commit('stay'));
    if (!begun && navigator.userActivation.isActive) select.showPicker();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    event.stopPropagation();
    const { key, shiftKey } = event;
    if (key === 'Escape') this.cancel();
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) this.forAll();
    else if (key === 'Enter') this.commit(shiftKey ? 'up' : 'down');
    else if (key === 'Tab') this.commit(shiftKey ? 'left' : 'right');
    else return;
    event.preventDefault();
  }

  /** Ends editing without a change; what was refused before is taken back. */
  cancel() {
    const { at } = this;
    if (!at) return;
    this.sheet.refusals.forgive(at.key, this.sheet.columns[at.column]);
    this.close();
    this.grid.focus(at);
  }

  close() {
    this.at = null;
    this.input = null;
    this.grid.editing?.classList.remove('editing');
    this.grid.editing = null;
    this.changed();
  }

  /** @param {Onward} onward */
  commit(onward) {
    const { at, input, sheet, grid } = this;
    if (!at || !input) return;
    const column = sheet.columns[at.column];
    const text = input.value.trim();
    const before = sheet.text(at.key, at.column);
    const same = text === before || (text === '' && renames(column));
    const reason = same || (at.key === NEW && !text) ? '' : this.writing.wrong(column, text);
    if (reason && onward !== 'leave') return this.say(reason);
    const next = this.next(at, onward, !same && renames(column) ? text : '');
    this.close();
    if (reason) sheet.refusals.add(at.key, column, text, [{ kind: '', name: '', field: '', reason, remedy: '' }]);
    else if (at.key === NEW) this.writing.draft(column, text);
    else if (!same) this.writing.set(at.key, column, text);
    grid.render();
    if (next) grid.focus(next);
  }

  /** @param {string} reason */
  say(reason) {
    this.error.textContent = reason;
    this.input?.setAttribute('aria-invalid', 'true');
  }

  /** @param {Place} at @param {Onward} onward @param {string} renamed  its row's new name @returns {Place | null} */
  next(at, onward, renamed) {
    const { sheet } = this;
    const place = sheet.places.get(at.key) ?? 0;
    if (onward === 'leave') return null;
    if (onward === 'down' || onward === 'up') {
      const to = place + (onward === 'down' ? 1 : -1);
      return { key: sheet.keyAt(Math.max(0, Math.min(sheet.length - 1, to))), column: at.column };
    }
    const step = { right: 1, left: -1, stay: 0 }[onward];
    const column = Math.max(0, Math.min(sheet.columns.length - 1, at.column + step));
    return { key: at.key === NEW ? NEW : this.keyThen(at.key, renamed), column };
  }

  /** @param {string} key @param {string} renamed */
  keyThen(key, renamed) {
    const { kind } = this.sheet;
    const name = this.sheet.row(key)?.name ?? '';
    if (!renamed) return key;
    return keyOf(kind, kind === 'endpoint' ? `${name.slice(0, name.lastIndexOf('.'))}.${renamed}` : renamed);
  }

  /** Puts the other value into a checkbox. @param {Place} place */
  turn({ key, column: at }) {
    const column = this.sheet.columns[at];
    const text = this.sheet.text(key, at) === 'yes' ? 'no' : 'yes';
    if (key === NEW) this.writing.draft(column, text);
    else this.writing.set(key, column, text);
    this.grid.render();
  }

  /** Puts a cell back to what it is by itself. @param {Place} place */
  clear({ key, column: at }) {
    const { sheet } = this;
    const column = sheet.columns[at];
    const why = sheet.barrier(key, column) || (renames(column) ? 'a name is needed' : '');
    if (why) sheet.desk.notices.toast(`${why}. To delete objects, choose their rows and press Delete above`);
    else if (key === NEW) this.writing.draft(column, '');
    else this.writing.set(key, column, '');
    this.grid.render();
  }

  /** Sets the cell that is edited in every chosen row. */
  forAll() {
    const { at, input, sheet } = this;
    if (!at || !input) return;
    const column = sheet.columns[at.column];
    const several = sheet.chosen.length > 1 && sheet.desk.selection.has(at.key) && !renames(column);
    if (!several) return this.commit('stay');
    const text = input.value.trim();
    const reason = this.writing.wrong(column, text);
    if (reason) return this.say(reason);
    this.close();
    this.grid.focus(at);
    this.writing.setAll(column, text);
  }
}
