/**
 * What was refused stays in its cell, with the reason beside it, until it is mended or taken back.
 *
 * @import { BuiltKind, Problem } from '../../types.js'
 * @import { Column } from './columns.js'
 *
 * @typedef {{text: string, reason: string}} Refused
 */
import { keyOf } from '../../design/objects.js';
import { isAbout } from '../../inspector/fields/fields.js';

/** @param {Problem} problem */
const said = ({ reason, remedy }) => [reason, remedy].filter(Boolean).join('; ');

export class Refusals {
  constructor() {
    /** @type {Map<string, Refused>} */
    this.cells = new Map();
  }

  /** @param {string} key @param {Column} column */
  of(key, { id }) {
    return this.cells.get(`${key} ${id}`);
  }

  /** @param {string} key @param {Column} column @param {string} text @param {Problem[]} problems */
  add(key, { id }, text, problems) {
    this.cells.set(`${key} ${id}`, { text, reason: problems.map(said).join('. ') });
  }

  /** @param {string} key @param {Column} column @returns {boolean} whether there was one */
  forgive(key, { id }) {
    return this.cells.delete(`${key} ${id}`);
  }
}

/** What the design's own problems say of a cell. @param {Problem[]} problems @param {Column} column */
export const problemsIn = (problems, { field }) =>
  field ? problems.filter((each) => each.field && isAbout(field, each.field)).map(said).join('. ') : '';

/** The problems of each object, by key. @param {Problem[]} problems @param {BuiltKind} kind */
export function problemsBy(problems, kind) {
  /** @type {Map<string, Problem[]>} */
  const found = new Map();
  for (const problem of problems) {
    const key = keyOf(kind, problem.name);
    if (problem.kind === kind) found.set(key, [...(found.get(key) ?? []), problem]);
  }
  return found;
}
