/**
 * The table of all objects, beside the canvas: the same objects, the same choice, another view of them.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Dialogs } from '../../frame/dialogs.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { BuiltKind } from '../../types.js'
 */
import { KINDS } from '../../design/objects.js';
import { html, show } from '../../dom.js';
import { Bulk } from './bulk.js';
import { Choosing } from './choosing.js';
import { Clipboard } from './clipboard.js';
import { WORDS } from './columns.js';
import { Editing } from './editing.js';
import { Grid } from './grid.js';
import { Keys } from './keys.js';
import { Mouse } from './mouse.js';
import { Sheet } from './sheet.js';
import { Writing } from './writing.js';

/** @type {Record<BuiltKind, string>} */
const HOW = {
  sandbox: 'Type a name into the row below, paste from a spreadsheet, or draw one: A on the canvas.',
  network: 'Type a name into the row below, paste from a spreadsheet, or draw one: A on the canvas.',
  endpoint:
    'Choose a sandbox and a network in the row below, paste from a spreadsheet, or draw a cable: L on the canvas.',
  patch: 'Write two networks into the row below, paste from a spreadsheet, or draw a cable between two networks.',
};

/** @implements {Content} */
export class TablePanel {
  /** @param {Desk} desk @param {Dialogs} dialogs */
  constructor(desk, dialogs) {
    this.desk = desk;
    this.sheet = new Sheet(desk);
    this.choosing = new Choosing(this.sheet);
    this.grid = new Grid(this.sheet, () => this.choosing.all());
    this.writing = new Writing(this.sheet, () => this.grid.render());
    this.editing = new Editing(this.sheet, this.grid, this.writing, () => this.bulk.update());
    this.bulk = new Bulk(this.sheet, this.editing, this.writing);
    this.frame = 0;
    this.kinds = KINDS.map((kind) => this.kindButton(kind));
    this.note = html('p', { class: 'hint' });
    this.empty = html('p', { class: 'panel-empty table-empty' });
    this.search = html('input', {
      class: 'input table-filter',
      type: 'search',
      placeholder: 'Filter (/)',
      'aria-label': 'Filter',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => this.filter(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.inSearch(event),
    });
    this.element = html(
      'div',
      { class: 'table-panel', onkeydown: (/** @type {KeyboardEvent} */ event) => this.slash(event) },
      html(
        'div',
        { class: 'table-bar compact' },
        html('div', { class: 'segments', role: 'group', 'aria-label': 'Kind of objects' }, ...this.kinds),
        this.search,
        this.note,
        html('span', { class: 'soft table-keys' }, 'Enter edits · Space chooses · Ctrl + C and V copy and paste'),
      ),
      this.empty,
      this.grid.element,
      this.bulk.element,
    );
    this.listen(dialogs);
  }

  /** @param {Dialogs} dialogs */
  listen(dialogs) {
    const { sheet, grid, choosing, editing } = this;
    const keys = new Keys(sheet, grid, choosing, editing);
    const mouse = new Mouse(sheet, grid, choosing, editing);
    const clipboard = new Clipboard(sheet, grid, editing, this.writing, dialogs);
    const on = grid.element;
    on.addEventListener('keydown', (event) => keys.pressed(event));
    on.addEventListener('mousedown', (event) => mouse.down(event));
    on.addEventListener('click', (event) => mouse.click(event));
    on.addEventListener('dblclick', (event) => mouse.double(event));
    on.addEventListener('copy', (event) => clipboard.copy(event));
    on.addEventListener('paste', (event) => clipboard.paste(event));
    on.addEventListener('focusin', (event) => {
      const place = grid.placeOf(event.target);
      if (place && place.column >= 0) grid.active = place;
    });
  }

  open() {
    this.grid.connect();
    this.stops = [
      this.desk.model.subscribe(() => this.soon()),
      this.desk.selection.subscribe(() => this.chosen()),
    ];
    this.update();
    this.chosen();
  }

  close() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.stops?.forEach((stop) => stop());
    this.grid.disconnect();
  }

  /** Gives the focus to the cell that has it next. */
  focus() {
    this.grid.focus(this.grid.active);
  }

  soon() {
    this.frame ||= requestAnimationFrame(() => this.update());
  }

  update() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.sheet.update();
    this.render();
  }

  render() {
    const { sheet, desk } = this;
    this.grid.render();
    this.bulk.update();
    for (const [at, kind] of KINDS.entries()) {
      this.kinds[at].setAttribute('aria-pressed', String(kind === sheet.kind));
      const count = /** @type {HTMLElement} */ (this.kinds[at].lastElementChild);
      if (count.textContent !== String(sheet.count(kind))) count.textContent = String(sheet.count(kind));
    }
    this.note.textContent = desk.model.loaded && desk.barrier ? `Read only: ${desk.barrier}.` : this.found();
    this.sayEmpty();
  }

  /** How many rows a filter leaves. */
  found() {
    const { filter, rows, all } = this.sheet;
    return filter ? `${rows.length} of ${all.length}` : '';
  }

  sayEmpty() {
    const { sheet, desk } = this;
    show(this.empty, desk.model.loaded && !sheet.rows.length);
    const nothing = `No ${WORDS[sheet.kind].many} yet.${sheet.editable ? ` ${HOW[sheet.kind]}` : ''}`;
    this.empty.textContent = sheet.all.length ? `Nothing here has “${sheet.filter}”.` : nothing;
  }

  /** Shows what was chosen, also on the canvas: its kind and its row. */
  chosen() {
    const kind = this.choosing.kindElsewhere;
    const busy = this.choosing.ours || this.element.contains(document.activeElement);
    if (kind && !busy) this.show(kind);
    this.grid.render();
    this.bulk.update();
    const first = busy ? undefined : this.sheet.chosen[0];
    if (first) this.grid.reveal({ key: first.key, column: 0 });
  }

  /** @param {BuiltKind} kind */
  kindButton(kind) {
    return html(
      'button',
      { type: 'button', onclick: () => this.show(kind) },
      WORDS[kind].title,
      html('span', { class: 'count' }, '0'),
    );
  }

  /** @param {BuiltKind} kind */
  show(kind) {
    if (this.editing.at) this.editing.commit('leave');
    this.sheet.show(kind);
    this.render();
  }

  filter() {
    this.sheet.find(this.search.value);
    this.render();
  }

  /** @param {KeyboardEvent} event */
  inSearch(event) {
    if (!['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape' && this.search.value) {
      this.search.value = '';
      this.filter();
    } else this.grid.focus({ key: this.sheet.keyAt(0), column: 0 });
  }

  /** @param {KeyboardEvent} event */
  slash(event) {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    event.stopPropagation();
    this.search.focus();
    this.search.select();
  }
}
