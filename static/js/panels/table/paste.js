/**
 * What a paste would do, said before it is done.
 *
 * @import { Add, Design, DesignObject, Intent, BuiltKind } from '../../types.js'
 * @import { Column } from './columns.js'
 * @import { RowChange } from './changes.js'
 *
 * @typedef {Object} Target  where it is pasted
 * @property {Design} design
 * @property {BuiltKind} kind
 * @property {Column[]} columns
 * @property {string[]} names  of the rows that are shown, in their order
 * @property {number} row  of the cell in focus; past the last one for the empty row at the end
 * @property {number} column
 *
 * @typedef {{line: number, cells: string[], reason: string}} Refusal
 * @typedef {{adds: Add[], changes: RowChange[], same: number, refused: Refusal[]}} Plan
 */
import { find } from '../../design/objects.js';
import { nameProblem } from '../../design/names.js';
import { meant, textOf } from '../../inspector/fields/texts.js';
import { applyOperations } from '../../live/operations.js';
import { addition, lacking } from './additions.js';
import { changing } from './changes.js';
import { NEEDED, fits, many, renames } from './columns.js';
import { textIn } from './rows.js';

/** @param {Target} target @param {string[][]} cells  as tsv.js reads them @returns {Plan} */
export function plan(target, cells) {
  const header = headerOf(target.columns, cells);
  const columns = header ?? target.columns.slice(target.column);
  /** @type {Plan} */
  const found = { adds: [], changes: [], same: 0, refused: [] };
  let design = target.design;
  for (const [at, line] of (header ? cells.slice(1) : cells).entries()) {
    const texts = target.columns.map((column) => line[columns.indexOf(column)] ?? null);
    const name =
      header && identifies(target.kind, header) ? called(target, texts) : (target.names[target.row + at] ?? '');
    const object = find(target.design, target.kind, name);
    if (!object && !line.some(Boolean)) continue;
    const reason = object
      ? take(target, found, name, object, texts)
      : add(target, found, design, texts);
    if (reason) found.refused.push({ line: at + (header ? 2 : 1), cells: line, reason });
    else if (!object) design = applyOperations(design, found.adds.slice(-1));
  }
  return found;
}

/** Whether its columns say which object a line is about. @param {BuiltKind} kind @param {Column[]} header */
const identifies = (kind, header) =>
  header.some(renames) && (kind !== 'endpoint' || header.some(({ once }) => once));

/** The columns that the first line names, if that is what it does. @param {Column[]} columns
 * @param {string[][]} cells @returns {Column[] | null} */
function headerOf(columns, [first = [], ...rest]) {
  const named = first.map((cell) => columns.find((column) => isCalled(column, cell)));
  const whole = named.length > 0 && named.every(Boolean) && new Set(named).size === named.length;
  return whole && (rest.length || named.length > 1) ? /** @type {Column[]} */ (named) : null;
}

/** @param {Column} column @param {string} cell */
const isCalled = ({ id, title, field }, cell) =>
  [id, title, field?.label].some((each) => each?.toLowerCase() === cell.toLowerCase());

/** The object that a line is about. @param {Target} target @param {(string | null)[]} texts */
function called({ kind, columns }, texts) {
  const name = texts[columns.findIndex(renames)] ?? '';
  return kind === 'endpoint' ? `${texts[columns.findIndex(({ once }) => once)]}.${name}` : name;
}

/**
 * A line for an object that is there; its reason if it is refused.
 * @param {Target} target
 * @param {Plan} found
 * @param {string} name
 * @param {DesignObject} object
 * @param {(string | null)[]} texts
 */
function take({ design, kind, columns }, found, name, object, texts) {
  /** @type {RowChange['cells']} */
  const cells = [];
  for (const [at, column] of columns.entries()) {
    const text = texts[at];
    if (text === null || !column.field || says(column, object, text)) continue;
    const { value, reason } = meant(column.field, text, design);
    const wrong =
      reason || unfit(column, object) || (renames(column) ? nameProblem(kind, String(value ?? '')) : '');
    if (wrong) return `${column.title}: ${wrong}`;
    cells.push({ column, value });
  }
  if (cells.length) found.changes.push({ name, cells });
  else found.same += 1;
  return '';
}

/** Whether a text leaves the cell as it is. An empty one does where there always is something.
 * @param {Column} column @param {DesignObject} object @param {string} text */
function says(column, object, text) {
  if (text) return text === textIn(column, object);
  return renames(column) || column.once || column.field?.optional || isLeftOut(column, object);
}

/** @param {Column} column @param {DesignObject} object */
const isLeftOut = (column, object) =>
  !fits(column, object) ||
  (column.field && textIn(column, object) === textOf(column.field, column.field.normally ?? null));

/** @param {Column} column @param {DesignObject} object */
function unfit(column, object) {
  if (column.once) return 'an endpoint stays with its sandbox; add another one instead';
  return fits(column, object) ? '' : 'means nothing for this one';
}

/** A line for a new object; its reason if it is refused. @param {Target} target @param {Plan} found
 * @param {Design} design  with what the lines before add
 * @param {(string | null)[]} texts */
function add({ kind, columns }, found, design, texts) {
  const given = texts.map((text) => text ?? '');
  const missing = NEEDED[kind].includes('name') ? undefined : lacking(kind, columns, given);
  if (missing) return `a new ${kind} needs: ${missing.title}`;
  const { operation, column, reason } = addition(design, kind, columns, given);
  if (operation) found.adds.push(operation);
  return column ? `${column.title}: ${reason}` : '';
}

/** All of it as one edit. @param {BuiltKind} kind @param {Plan} plan @returns {Intent} */
export const carriedOut = (kind, { adds, changes }) => (design) => [
  ...adds,
  ...changing(kind, changes)(design),
];

/** "Adds 12 sandboxes, changes 3". @param {BuiltKind} kind @param {Plan} plan */
export function sentence(kind, { adds, changes, refused }) {
  const parts = [
    adds.length && `adds ${many(adds.length, kind)}`,
    changes.length && `changes ${adds.length ? changes.length : many(changes.length, kind)}`,
    refused.length && `leaves out ${refused.length} ${refused.length === 1 ? 'row' : 'rows'}`,
  ].filter(Boolean);
  const said = parts.join(', ') || 'changes nothing';
  return said[0].toUpperCase() + said.slice(1);
}
