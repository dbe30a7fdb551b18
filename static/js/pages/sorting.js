/** How the rows of the list compare, by column. */

const words = new Intl.Collator('en', { numeric: true });

/** Columns whose largest value is wanted first. */
export const LARGEST_FIRST = new Set(['sandboxes', 'networks', 'endpoints', 'at']);

/** What needs somebody's eye comes first. */
const URGENCY = ['failed', 'lost', 'degraded', 'drifted', 'applying', 'in_sync', 'designed'];

/**
 * @param {string} column
 * @returns {(row: HTMLElement) => string | number}
 */
function value(column) {
  if (column === 'state') return (row) => URGENCY.indexOf(row.dataset.state ?? '');
  if (column === 'at') return (row) => Date.parse(row.dataset.at ?? '');
  if (column === 'name' || column === 'owner') return (row) => row.dataset[column] ?? '';
  return (row) => Number(row.querySelector(`[data-cell="${column}"]`)?.textContent);
}

/**
 * @param {string} column
 * @param {boolean} descending
 * @returns {(a: HTMLElement, b: HTMLElement) => number} equal ones in the order of their names
 */
export function comparison(column, descending) {
  const of = value(column);
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(of(a), of(b)) || words.compare(a.dataset.name ?? '', b.dataset.name ?? '');
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function compare(a, b) {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
}
