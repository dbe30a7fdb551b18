/**
 * A new object out of the texts of a row.
 *
 * @import { Add, Design, DesignObject, Fields, BuiltKind } from '../../types.js'
 * @import { Column } from './columns.js'
 *
 * @typedef {{operation: Add, column?: undefined, reason: ''}
 *   | {operation?: undefined, column: Column, reason: string}} Addition
 */
import { freeInterface, freeName, freePatchName, nameProblem } from '../../design/names.js';
import { find, index, nameOf } from '../../design/objects.js';
import { written } from '../../inspector/fields/fields.js';
import { meant } from '../../inspector/fields/texts.js';
import { NEEDED, renames } from './columns.js';

/** What it is called if the row does not say. @type {Record<BuiltKind, (design: Design, value: Fields) => Fields>} */
const CALLED = {
  sandbox: (design) => ({ name: freeName(design, 'app') }),
  network: (design) => ({ name: freeName(design, 'lan') }),
  endpoint: (design, { sandbox }) => ({ interface: freeInterface(design, String(sandbox)) }),
  patch: (design) => ({ name: freePatchName(design) }),
};

/** What the row lacks before it can be an object. @param {BuiltKind} kind @param {Column[]} columns
 * @param {string[]} texts  by column */
export const lacking = (kind, columns, texts) =>
  columns.find(({ id }, at) => NEEDED[kind].includes(id) && !texts[at]);

/**
 * @param {Design} design
 * @param {BuiltKind} kind
 * @param {Column[]} columns
 * @param {string[]} texts  by column; '' for what comes by itself
 * @returns {Addition}
 */
export function addition(design, kind, columns, texts) {
  /** @type {Fields} */
  let value = {};
  for (const [at, column] of columns.entries()) {
    const said = column.field && texts[at] ? meant(column.field, texts[at], design) : null;
    if (!said || !column.field) continue;
    const reason = said.reason || wrong(design, kind, column, said.value);
    if (reason) return { column, reason };
    const before = /** @type {DesignObject} */ (/** @type {unknown} */ (value));
    value = { ...value, ...written(column.field, before, said.value) };
  }
  value = { ...CALLED[kind](design, value), ...value };
  return find(design, kind, nameOf(kind, /** @type {any} */ (value)))
    ? { column: columns[columns.findIndex(renames)], reason: 'this name is used already' }
    : { operation: { op: 'add', kind, value }, reason: '' };
}

/** @param {Design} design @param {BuiltKind} kind @param {Column} column @param {unknown} value */
function wrong(design, kind, column, value) {
  if (renames(column)) return nameProblem(kind, String(value)) || taken(design, kind, String(value));
  if (column.id !== 'networks') return '';
  const names = /** @type {string[]} */ (value);
  const unknown = names.find((each) => !find(design, 'network', each));
  if (unknown) return `there is no network ${unknown}`;
  return names.length === 2 ? '' : 'write two networks, such as lan1, lan2';
}

/** Sandboxes and networks share one set of names. @param {Design} design @param {BuiltKind} kind @param {string} name */
function taken(design, kind, name) {
  const { sandbox, network, patch } = index(design);
  const used = kind === 'patch' ? patch.has(name) : kind !== 'endpoint' && (sandbox.has(name) || network.has(name));
  return used ? 'this name is used already' : '';
}
