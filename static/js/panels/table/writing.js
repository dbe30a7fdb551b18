/**
 * What is written into cells, on its way to the server; what is refused goes back into its cell with the reason.
 *
 * @import { Add, Problem } from '../../types.js'
 * @import { Field } from '../../inspector/fields/fields.js'
 * @import { Column } from './columns.js'
 * @import { Sheet } from './sheet.js'
 */
import { nameProblem } from '../../design/names.js';
import { told } from '../../desk.js';
import { meant } from '../../inspector/fields/texts.js';
import { addition, lacking } from './additions.js';
import { changing } from './changes.js';
import { fits, many, renames } from './columns.js';

export class Writing {
  /** @param {Sheet} sheet @param {() => void} written  tells that the answer has come */
  constructor(sheet, written) {
    this.sheet = sheet;
    this.written = written;
  }

  /** What is wrong with a text, as far as the browser knows. @param {Column} column @param {string} text */
  wrong(column, text) {
    const { desk, kind } = this.sheet;
    const { reason } = meant(/** @type {Field} */ (column.field), text, desk.model.design);
    return reason || (renames(column) ? nameProblem(kind, text) : '');
  }

  /** @param {string} key @param {Column} column @param {string} text */
  async set(key, column, text) {
    const { desk, kind, refusals } = this.sheet;
    const row = this.sheet.row(key);
    if (!column.field || !row) return;
    refusals.forgive(key, column);
    const { value } = meant(column.field, text, desk.model.design);
    const { done, problems } = renames(column)
      ? await desk.rename(kind, row.name, text)
      : await desk.model.edit(changing(kind, [{ name: row.name, cells: [{ column, value }] }]));
    if (done) return;
    refusals.add(key, column, text, problems);
    desk.notices.announce(`not done: ${told(problems)}`);
    this.written();
  }

  /** One edit for every chosen row that the column means something for. @param {Column} column @param {string} text */
  async setAll(column, text) {
    const { desk, kind, chosen, refusals } = this.sheet;
    const rows = chosen.filter(({ object }) => fits(column, object));
    if (!column.field || !rows.length) return;
    const { value } = meant(column.field, text, desk.model.design);
    const changes = rows.map(({ name }) => ({ name, cells: [{ column, value }] }));
    const { done, problems } = await desk.model.edit(changing(kind, changes));
    if (done) this.offerUndo(`${column.title} of ${many(rows.length, kind)} set`);
    else desk.notices.toast(`Not done: ${firstOf(problems)}`, { level: 'error' });
    for (const { key, name } of done ? [] : rows) {
      const about = problems.filter((each) => each.kind === kind && each.name === name);
      if (about.length) refusals.add(key, column, text, about);
    }
    this.written();
  }

  /** @param {string} said */
  offerUndo(said) {
    const { desk } = this.sheet;
    desk.notices.toast(said, { action: { title: 'Undo', run: () => desk.undo('undo') } });
  }

  /** Writes into the empty row, which becomes an object as soon as it has what it needs.
   * @param {Column} column @param {string} text */
  draft(column, text) {
    const { desk, kind, columns, draft } = this.sheet;
    if (text) draft.set(column.id, text);
    else draft.delete(column.id);
    const texts = columns.map(({ id }) => draft.get(id) ?? '');
    const missing = lacking(kind, columns, texts);
    if (missing) return text ? desk.notices.announce(`still needed: ${missing.title}`) : undefined;
    const { operation, column: where, reason } = addition(desk.model.design, kind, columns, texts);
    if (!operation) return desk.notices.toast(`Not added: ${where.title}: ${reason}`, { level: 'error' });
    this.send(operation);
  }

  /** @param {Add} operation */
  async send(operation) {
    const written = new Map(this.sheet.draft);
    this.sheet.draft.clear();
    const { done } = await this.sheet.desk.edit(() => [operation]);
    if (!done) this.sheet.draft = written;
    this.written();
  }
}

/** The first reason stands for the others, which are in their cells. @param {Problem[]} problems */
const firstOf = (problems) =>
  told(problems.slice(0, 1)) + (problems.length > 1 ? ` (and ${problems.length - 1} more)` : '');
