/**
 * The bar over several chosen rows: one field of all of them set at once, or all of them deleted.
 *
 * @import { Editing } from './editing.js'
 * @import { Column } from './columns.js'
 * @import { Sheet } from './sheet.js'
 * @import { Writing } from './writing.js'
 */
import { html, icon, show } from '../../dom.js';
import { meant } from '../../inspector/fields/texts.js';
import { many, renames } from './columns.js';
import { editor } from './editor.js';

export class Bulk {
  /** @param {Sheet} sheet @param {Editing} editing @param {Writing} writing */
  constructor(sheet, editing, writing) {
    this.sheet = sheet;
    this.editing = editing;
    this.writing = writing;
    this.shown = '';
    this.columnId = '';
    this.element = html('form', { class: 'bulk compact', 'aria-label': 'Set for all that are chosen', hidden: true });
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.apply();
    });
  }

  /** @returns {Column[]} */
  get columns() {
    return this.sheet.columns.filter((column) => column.field && !column.once && !renames(column));
  }

  get column() {
    return this.columns.find(({ id }) => id === this.columnId) ?? this.columns[0];
  }

  update() {
    const { sheet, editing } = this;
    const count = sheet.editable ? sheet.chosen.length : 0;
    show(this.element, count > 1);
    const edited = editing.at && sheet.columns[editing.at.column];
    if (edited && this.columns.includes(edited)) this.columnId = edited.id;
    const now = `${sheet.kind} ${count} ${this.columnId} ${edited?.id}`;
    if (count > 1 && now !== this.shown) this.build(count, edited);
    this.shown = count > 1 ? now : '';
  }

  /** @param {number} count @param {Column | null} edited  in a cell just now */
  build(count, edited) {
    const { column, sheet } = this;
    const which = html(
      'select',
      {
        class: 'input',
        'aria-label': 'Field',
        onchange: () => {
          this.columnId = which.value;
          this.update();
          this.input?.focus();
        },
      },
      ...this.columns.map(({ id, title }) => html('option', { value: id }, title)),
    );
    which.value = column.id;
    const field = /** @type {import('../../inspector/fields/fields.js').Field} */ (column.field);
    this.input = editor(field, sheet.desk.model.design, '', 'Value');
    if (this.input instanceof HTMLInputElement) this.input.placeholder ||= 'left out';
    this.error = html('span', { class: 'error' });
    this.element.replaceChildren(
      html('strong', {}, `${many(count, sheet.kind)} chosen`),
      html('span', { class: 'soft' }, 'set'),
      which,
      html('span', { class: 'soft' }, 'to'),
      this.input,
      html('button', { class: 'button', type: 'submit' }, 'Apply'),
      this.error,
      edited === column
        ? html('span', { class: 'soft' }, html('kbd', { class: 'key' }, 'Ctrl + Enter'), ' in the cell does so too')
        : '',
      html(
        'button',
        { class: 'button button-quiet', type: 'button', onclick: () => sheet.desk.removeChosen() },
        icon('trash'),
        'Delete',
      ),
    );
  }

  async apply() {
    const { column, input, sheet } = this;
    if (!input || !this.error || !column.field) return;
    const { reason } = meant(column.field, input.value, sheet.desk.model.design);
    this.error.textContent = reason;
    input.setAttribute('aria-invalid', String(Boolean(reason)));
    if (!reason) await this.writing.setAll(column, input.value.trim());
  }
}
