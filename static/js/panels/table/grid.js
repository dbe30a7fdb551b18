/**
 * The rows on the screen: only those in view are elements, however many there are. One cell has the focus, and
 * its row stays an element wherever it is scrolled to.
 *
 * @import { Sheet } from './sheet.js'
 * @typedef {{key: string, column: number}} Place  of a cell
 */
import { html } from '../../dom.js';
import { fill, rowElement, template, widthOf } from './cells.js';
import { WORDS } from './columns.js';
import { headElement, updateHead } from './head.js';
import { NEW } from './sheet.js';

export const ROW = 28;
export const HEAD = 'head';
/** Rows beyond the edges that are made already. */
const BEYOND = 6;

export class Grid {
  /** @param {Sheet} sheet @param {() => void} all  chooses every row, or none */
  constructor(sheet, all) {
    this.sheet = sheet;
    this.all = all;
    /** @type {Place} */
    this.active = { key: '', column: 0 };
    /** Where the active row was: what is there now takes its place when it is gone. */
    this.place = 0;
    /** The cell that is being edited is left alone. @type {HTMLElement | null} */
    this.editing = null;
    this.kind = '';
    /** @type {Map<string, HTMLElement>} */
    this.made = new Map();
    this.body = html('div', { class: 'grid-body', role: 'rowgroup' });
    this.head = html('div');
    this.element = html('div', { class: 'grid', role: 'grid', 'aria-multiselectable': 'true' });
    this.scrolled = () => this.paint();
    this.sized = new ResizeObserver(() => this.paint());
  }

  connect() {
    this.element.addEventListener('scroll', this.scrolled, { passive: true });
    this.sized.observe(this.element);
  }

  disconnect() {
    this.element.removeEventListener('scroll', this.scrolled);
    this.sized.disconnect();
  }

  /** Brings everything up to date. */
  render() {
    const { sheet, element, body } = this;
    const within = this.hasFocus;
    if (this.kind !== sheet.kind) this.build();
    body.style.height = `${sheet.length * ROW}px`;
    element.setAttribute('aria-rowcount', String(sheet.length + 1));
    element.setAttribute('aria-readonly', String(!sheet.editable));
    this.settle();
    this.paint();
    if (within && !this.hasFocus) this.cell(this.active)?.focus({ preventScroll: true });
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  build() {
    const { sheet, element, body } = this;
    const { columns, kind } = sheet;
    this.kind = kind;
    this.made.clear();
    body.replaceChildren();
    this.head = headElement(kind, columns, (column) => this.sort(column), this.all);
    element.replaceChildren(html('div', { class: 'grid-top', role: 'rowgroup' }, this.head), body);
    element.style.setProperty('--columns', template(columns));
    element.style.setProperty('--width', `${widthOf(columns)}px`);
    element.setAttribute('aria-label', WORDS[kind].title);
    element.setAttribute('aria-colcount', String(columns.length + 1));
    element.scrollTo(0, 0);
    this.active = { key: '', column: 0 };
    this.place = 0;
  }

  /** @param {string} column */
  sort(column) {
    this.sheet.sort(column);
    this.render();
  }

  /** The active cell is one that is there. */
  settle() {
    const { sheet, active } = this;
    const at = active.key === HEAD ? 0 : sheet.places.get(active.key);
    if (at !== undefined) this.place = at;
    else this.active = { ...active, key: sheet.keyAt(Math.min(this.place, Math.max(0, sheet.length - 1))) };
    if (!this.active.key) this.active = { ...active, key: HEAD };
  }

  /** The places of the rows that must be elements. */
  inView() {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - BEYOND);
    const last = Math.min(this.sheet.length - 1, Math.ceil((scrollTop + clientHeight) / ROW) + BEYOND);
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const active = this.sheet.places.get(this.active.key);
    if (active !== undefined && !places.includes(active)) places[active < first ? 'unshift' : 'push'](active);
    return places;
  }

  paint() {
    const { sheet } = this;
    const places = this.inView();
    const keys = new Set(places.map((at) => sheet.keyAt(at)));
    for (const [key, element] of this.made)
      if (!keys.has(key)) {
        element.remove();
        this.made.delete(key);
      }
    this.order(places.map((at) => this.row(at)));
    updateHead(this.head, sheet.sorting, sheet.chosen.length, sheet.rows.length);
    this.tabStop();
  }

  /** In the order in which they are read; the one with the focus is not moved, for it would lose it.
   * @param {HTMLElement[]} elements */
  order(elements) {
    const { body } = this;
    const still = elements.find((each) => each.contains(document.activeElement));
    let next = body.firstElementChild;
    for (const element of elements) {
      while (element === still && next !== still && next) {
        const away = next;
        next = next.nextElementSibling;
        body.append(away);
      }
      if (element === next) next = next.nextElementSibling;
      else body.insertBefore(element, next);
    }
  }

  /** Shows again which rows are chosen. */
  repaint() {
    for (const [key, element] of this.made) if (this.sheet.row(key)) this.mark(element, key);
    updateHead(this.head, this.sheet.sorting, this.sheet.chosen.length, this.sheet.rows.length);
  }

  /** @param {number} at */
  row(at) {
    const { sheet } = this;
    const key = sheet.keyAt(at);
    const row = sheet.rows[at];
    let element = this.made.get(key);
    if (!element) this.made.set(key, (element = rowElement(key, row?.name ?? '', sheet.columns, key === NEW)));
    element.style.top = `${at * ROW}px`;
    element.setAttribute('aria-rowindex', String(at + 2));
    this.mark(element, row?.key);
    for (const [place, column] of sheet.columns.entries()) {
      const cell = /** @type {HTMLElement} */ (element.children[place + 1]);
      if (cell !== this.editing) fill(cell, column, row ? sheet.face(row, place) : sheet.blank(place));
    }
    return element;
  }

  /** @param {HTMLElement} element @param {string | undefined} key */
  mark(element, key) {
    if (!key) return;
    const chosen = this.sheet.desk.selection.has(key);
    element.setAttribute('aria-selected', String(chosen));
    /** @type {HTMLInputElement} */ (element.querySelector('.cell-choose input')).checked = chosen;
  }

  /** The tab key comes to one cell. */
  tabStop() {
    const now = this.cell(this.active);
    for (const each of this.element.querySelectorAll('[tabindex="0"]'))
      if (each !== now) each.setAttribute('tabindex', '-1');
    now?.setAttribute('tabindex', '0');
  }

  /** @param {Place} place @returns {HTMLElement | null} */
  cell({ key, column }) {
    const row = key === HEAD ? this.head : this.made.get(key);
    const cell = /** @type {HTMLElement | null} */ (row?.children[column + 1] ?? null);
    return key === HEAD ? (cell?.querySelector('button') ?? null) : cell;
  }

  /** Where an element of a cell is. @param {EventTarget | null} target @returns {Place | null} */
  placeOf(target) {
    const cell = target instanceof Element ? target.closest('.cell') : null;
    const row = cell?.parentElement;
    if (!cell || !row?.dataset.key) return null;
    return { key: row.dataset.key, column: [...row.children].indexOf(cell) - 1 };
  }

  /** Gives a cell the focus and brings it into sight. @param {Place} place */
  focus(place) {
    this.active = place;
    this.settle();
    this.reveal(this.active);
    this.paint();
    this.cell(this.active)?.focus({ preventScroll: true });
  }

  /** @param {Place} place */
  reveal({ key, column }) {
    const { element, sheet } = this;
    const at = sheet.places.get(key);
    if (at !== undefined) {
      const room = element.clientHeight - ROW;
      if (at * ROW < element.scrollTop) element.scrollTop = at * ROW;
      else if ((at + 1) * ROW > element.scrollTop + room) element.scrollTop = (at + 1) * ROW - room;
    }
    if (column > 0) this.revealColumn(column);
  }

  /** What stands to the right of the names. @param {number} column */
  revealColumn(column) {
    const { element, sheet } = this;
    const left = widthOf(sheet.columns.slice(0, column));
    const right = left + sheet.columns[column].width;
    const stays = widthOf(sheet.columns.slice(0, 1));
    if (left < element.scrollLeft + stays) element.scrollLeft = left - stays;
    else if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth;
  }
}
