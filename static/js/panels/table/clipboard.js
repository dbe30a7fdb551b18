/**
 * Copying chosen rows for a spreadsheet, and pasting from one.
 *
 * @import { Dialogs } from '../../frame/dialogs.js'
 * @import { Answer } from '../../live/queue.js'
 * @import { Editing } from './editing.js'
 * @import { Grid, Place } from './grid.js'
 * @import { Plan } from './paste.js'
 * @import { Sheet } from './sheet.js'
 * @import { Writing } from './writing.js'
 */
import { keyOf, nameOf } from '../../design/objects.js';
import { many, renames } from './columns.js';
import { carriedOut, plan, sentence } from './paste.js';
import { asks, says } from './preview.js';
import { parse, write } from './tsv.js';

/** A paste of more objects than these is shown before it is done. */
const FEW = 3;

export class Clipboard {
  /** @param {Sheet} sheet @param {Grid} grid @param {Editing} editing @param {Writing} writing
   * @param {Dialogs} dialogs */
  constructor(sheet, grid, editing, writing, dialogs) {
    this.sheet = sheet;
    this.grid = grid;
    this.editing = editing;
    this.writing = writing;
    this.dialogs = dialogs;
  }

  /** The chosen rows under their titles; the cell in focus if no row is chosen. @param {ClipboardEvent} event */
  copy(event) {
    if (this.editing.at) return;
    const { sheet, grid } = this;
    const { chosen, columns, kind, desk } = sheet;
    const rows = [columns.map(({ title }) => title), ...chosen.map(({ texts }) => texts)];
    event.preventDefault();
    event.clipboardData?.setData(
      'text/plain',
      chosen.length ? write(rows) : sheet.text(grid.active.key, grid.active.column),
    );
    desk.notices.announce(chosen.length ? `${many(chosen.length, kind)} copied` : 'copied');
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    if (this.editing.at) return;
    event.preventDefault();
    const { desk } = this.sheet;
    const cells = parse(event.clipboardData?.getData('text/plain') ?? '');
    if (desk.barrier) desk.notices.toast(`Paste: ${desk.barrier}`);
    else if (!cells.length) desk.notices.toast('The clipboard has no text');
    else if (this.isForAll(cells)) this.forAll(cells[0][0]);
    else this.into(cells);
  }

  /** One value over several chosen rows is for all of them. @param {string[][]} cells */
  isForAll(cells) {
    const { sheet, grid } = this;
    const column = sheet.columns[grid.active.column];
    const one = cells.length === 1 && cells[0].length === 1;
    return one && sheet.chosen.length > 1 && !sheet.barrier(grid.active.key, column) && !renames(column);
  }

  /** @param {string} text */
  forAll(text) {
    const { sheet, grid, writing } = this;
    const column = sheet.columns[grid.active.column];
    const reason = writing.wrong(column, text);
    if (reason) sheet.desk.notices.toast(`Not pasted: ${column.title}: ${reason}`, { level: 'error' });
    else writing.setAll(column, text);
  }

  /** @param {string[][]} cells */
  async into(cells) {
    const { sheet, grid, dialogs } = this;
    const { kind, columns, desk } = sheet;
    const { key, column } = grid.active;
    const found = plan(
      {
        design: desk.model.design,
        kind,
        columns,
        names: sheet.rows.map(({ name }) => name),
        row: sheet.places.get(key) ?? 0,
        column,
      },
      cells,
    );
    const { adds, changes, refused } = found;
    const large = refused.length > 0 || adds.length + changes.length > FEW;
    if (large && !(await asks(dialogs, kind, found))) return grid.focus({ key, column });
    const answering = desk.model.edit(carriedOut(kind, found));
    this.show(found, { key, column });
    this.tell(found, await answering);
  }

  /** Before the answer comes: what it adds is chosen, and the focus is there. @param {Plan} found @param {Place} place */
  show({ adds }, place) {
    const { sheet, grid } = this;
    const { kind, desk } = sheet;
    const added = adds.map(({ value }) => keyOf(kind, nameOf(kind, /** @type {any} */ (value))));
    sheet.update();
    grid.render();
    if (added.length) desk.selection.set(added);
    grid.focus({ ...place, key: sheet.rows.find((each) => added.includes(each.key))?.key ?? place.key });
  }

  /** @param {Plan} found @param {Answer} answer */
  tell(found, { done, problems }) {
    const { sheet, writing, dialogs } = this;
    const said = sentence(sheet.kind, { ...found, refused: [] });
    if (!done) says(dialogs, 'Nothing was pasted', problems);
    else if (found.adds.length || found.changes.length) writing.offerUndo(`Pasted: ${said.toLowerCase()}`);
    else sheet.desk.notices.toast(said);
  }
}
