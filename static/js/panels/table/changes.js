/**
 * What is set in cells, as the edit that does it.
 *
 * @import { Design, Fields, Intent, BuiltKind, Operation } from '../../types.js'
 * @import { Column } from './columns.js'
 *
 * @typedef {{name: string, cells: {column: Column, value: unknown}[]}} RowChange
 */
import { find } from '../../design/objects.js';
import { written } from '../../inspector/fields/fields.js';
import { renames } from './columns.js';

/** One edit for all of them; objects that are gone meanwhile are left out. @param {BuiltKind} kind
 * @param {RowChange[]} changes @returns {Intent} */
export const changing = (kind, changes) => (design) =>
  changes.flatMap((change) => operationsOf(design, kind, change));

/** @param {Design} design @param {BuiltKind} kind @param {RowChange} change @returns {Operation[]} */
function operationsOf(design, kind, { name, cells }) {
  let object = find(design, kind, name);
  if (!object) return [];
  /** @type {Fields} */
  const fields = {};
  let to = name;
  for (const { column, value } of cells) {
    if (!column.field) continue;
    if (renames(column)) to = String(value);
    else Object.assign(fields, written(column.field, object, value));
    object = { ...object, ...fields };
  }
  /** @type {Operation[]} */
  const operations = Object.keys(fields).length ? [{ op: 'set', kind, name, fields }] : [];
  return to === name ? operations : [...operations, { op: 'rename', kind, name, to }];
}
