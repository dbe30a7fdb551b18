/**
 * What the table shows just now: the kind, its rows as they are filtered and sorted, and what a cell says.
 *
 * @import { Desk } from '../../desk.js'
 * @import { BuiltKind } from '../../types.js'
 * @import { Face } from './cells.js'
 * @import { Column } from './columns.js'
 * @import { Row, Sorting } from './rows.js'
 */
import { COLLECTION } from '../../design/objects.js';
import { textOf } from '../../inspector/fields/texts.js';
import { COLUMNS, fits } from './columns.js';
import { Refusals, problemsBy, problemsIn } from './refusals.js';
import { arranged, filtered, rowsOf } from './rows.js';

/** The key of the empty row at the end, where new objects are written. */
export const NEW = 'new';

export class Sheet {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {BuiltKind} */
    this.kind = 'sandbox';
    this.filter = '';
    /** @type {Map<BuiltKind, Sorting>} */
    this.sortings = new Map();
    /** @type {Row[]} */
    this.all = [];
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, number>} */
    this.places = new Map();
    /** @type {Map<string, import('../../types.js').Problem[]>} */
    this.problems = new Map();
    this.refusals = new Refusals();
    /** What is written into the empty row, by column. @type {Map<string, string>} */
    this.draft = new Map();
  }

  get columns() {
    return COLUMNS[this.kind];
  }

  get editable() {
    return !this.desk.barrier;
  }

  get sorting() {
    return this.sortings.get(this.kind) ?? { column: this.columns[0].id, descending: false };
  }

  /** @param {BuiltKind} kind */
  count(kind) {
    return this.desk.model.design[COLLECTION[kind]].length;
  }

  /** Reads the rows anew from the design. */
  update() {
    const { model } = this.desk;
    this.all = rowsOf(model, this.kind, this.columns);
    this.problems = problemsBy(model.problems, this.kind);
    this.arrange();
  }

  arrange() {
    this.rows = arranged(filtered(this.all, this.filter), this.columns, this.sorting);
    this.places = new Map(this.rows.map(({ key }, at) => [key, at]));
    if (this.editable) this.places.set(NEW, this.rows.length);
  }

  /** @param {BuiltKind} kind */
  show(kind) {
    this.kind = kind;
    this.draft.clear();
    this.update();
  }

  /** @param {string} column */
  sort(column) {
    const { sorting } = this;
    const descending = sorting.column === column && !sorting.descending;
    this.sortings.set(this.kind, { column, descending });
    this.arrange();
  }

  /** @param {string} text */
  find(text) {
    this.filter = text;
    this.arrange();
  }

  /** @param {string} key @returns {Row | undefined} */
  row(key) {
    return this.rows[this.places.get(key) ?? -1];
  }

  /** The key of a row by its place, the empty one included. @param {number} at */
  keyAt(at) {
    return this.rows[at]?.key ?? (this.editable ? NEW : '');
  }

  /** How many rows there are, the empty one included. */
  get length() {
    return this.rows.length + (this.editable ? 1 : 0);
  }

  /** The rows that are chosen and shown. */
  get chosen() {
    return this.rows.filter(({ key }) => this.desk.selection.has(key));
  }

  /** Why a cell is not edited; empty if it is. @param {string} key @param {Column} column */
  barrier(key, column) {
    if (this.desk.barrier) return this.desk.barrier;
    if (!column.field) return `${column.title} only tells`;
    const row = this.row(key);
    if (!row) return '';
    if (column.once) return 'an endpoint stays with its sandbox';
    return fits(column, row.object) ? '' : `${column.title} means nothing for ${row.name}`;
  }

  /** What stands in a cell, a refused text included. @param {string} key @param {number} at */
  text(key, at) {
    const column = this.columns[at];
    if (key === NEW) return this.drafted(column);
    return this.refusals.of(key, column)?.text ?? this.row(key)?.texts[at] ?? '';
  }

  /** @param {Row} row @param {number} at @returns {Face} */
  face(row, at) {
    const column = this.columns[at];
    const refused = this.refusals.of(row.key, column);
    return {
      text: refused?.text ?? row.texts[at],
      implied: column.id === 'state' ? this.desk.model.stateOf(this.kind, row.name).reason : row.implied[at],
      editable: !this.barrier(row.key, column),
      fits: !column.field || fits(column, row.object),
      pending: row.pending[at],
      wrong: refused !== undefined,
      reason: refused?.reason ?? problemsIn(this.problems.get(row.key) ?? [], column),
      state: column.id === 'state' ? row.state : null,
    };
  }

  /** What is written in the empty row, or what a checkbox would be by itself. @param {Column} column */
  drafted({ id, field }) {
    return this.draft.get(id) ?? (field?.control === 'yes' ? textOf(field, null) : '');
  }

  /** What stands in the empty row. @param {number} at @returns {Face} */
  blank(at) {
    const column = this.columns[at];
    return {
      text: this.drafted(column),
      implied: at === 0 && !this.draft.size ? `New ${this.kind}…` : '',
      editable: column.field !== undefined,
      fits: column.field !== undefined,
      pending: false,
      wrong: false,
      reason: '',
      state: null,
    };
  }
}
