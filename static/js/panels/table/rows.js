/**
 * The rows of a table: what each cell says, and which rows are shown in which order.
 *
 * @import { DesignObject, BuiltKind, State } from '../../types.js'
 * @import { Model } from '../../live/model.js'
 * @import { Column } from './columns.js'
 *
 * @typedef {Object} Row
 * @property {string} key
 * @property {string} name
 * @property {DesignObject} object
 * @property {string[]} texts  by column; '' for what is left out
 * @property {string[]} implied  what is so where the text is empty
 * @property {boolean[]} pending  on its way to the server
 * @property {State} state
 *
 * @typedef {{column: string, descending: boolean}} Sorting
 */
import { COLLECTION, find, keyOf, nameOf } from '../../design/objects.js';
import { read } from '../../inspector/fields/fields.js';
import { textOf } from '../../inspector/fields/texts.js';
import { fits, impliedBy } from './columns.js';
import { sorted } from './order.js';

/** @param {Model} model @param {BuiltKind} kind @param {Column[]} columns @returns {Row[]} in the design's order */
export const rowsOf = (model, kind, columns) =>
  model.design[COLLECTION[kind]].map((object) => rowOf(model, kind, columns, object));

/** @param {Model} model @param {BuiltKind} kind @param {Column[]} columns @param {DesignObject} object @returns {Row} */
function rowOf(model, kind, columns, object) {
  const name = nameOf(kind, object);
  const stored = find(model.stored, kind, name);
  const texts = columns.map((column) => column.tells?.(model, name) ?? textIn(column, object));
  return {
    key: keyOf(kind, name),
    name,
    object,
    texts,
    implied: columns.map((column, at) => (texts[at] ? '' : impliedBy(column, model.design, object))),
    pending: columns.map(
      (column, at) => stored !== object && !column.tells && (!stored || textIn(column, stored) !== texts[at]),
    ),
    state: model.stateOf(kind, name).state,
  };
}

/** What an object says in a column that edits something. @param {Column} column @param {DesignObject} object */
export const textIn = (column, object) =>
  column.field && fits(column, object)
    ? textOf(column.field, read(column.field, object) ?? column.field.normally ?? null)
    : '';

/** The rows that have every one of the words in some cell. @param {Row[]} rows @param {string} filter */
export function filtered(rows, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  return rows.filter(({ texts, implied }) => {
    const all = [...texts, ...implied].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** @param {Row[]} rows @param {Column[]} columns @param {Sorting} sorting */
export function arranged(rows, columns, { column, descending }) {
  const at = columns.findIndex(({ id }) => id === column);
  return sorted(rows, ({ texts, implied }) => texts[at] || implied[at], columns[at].worth, descending);
}
