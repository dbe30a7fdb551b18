/** How the cells of a column compare: names as people count, addresses and quantities by what they are worth. */

const words = new Intl.Collator('en', { numeric: true });
/** @type {Record<string, number>} */
const WORTH = {
  bit: 1,
  kbit: 1e3,
  mbit: 1e6,
  gbit: 1e9,
  tbit: 1e12,
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  '%': 1,
  '': 1,
};

/** @typedef {string | number} Worth */

/** `20ms`, `100mbit`, `1500`, as a number. @param {string} text @returns {Worth} */
export function quantity(text) {
  const [, number, unit] = /^([\d.]+)\s*([a-z%]*)$/i.exec(text) ?? [];
  const worth = WORTH[unit?.toLowerCase()];
  return worth ? Number(number) * worth : text;
}

/** The first address in a text, all digits written out: IPv4 before IPv6. @param {string} text @returns {Worth} */
export function address(text) {
  const first = text.split(/[\s,]/)[0];
  const [bare, length = ''] = first.split('/');
  const digits = bare.includes(':') ? sixteen(bare) : four(bare);
  return digits ? `${digits} ${length.padStart(3, '0')}` : text;
}

/** @param {string} bare */
function four(bare) {
  const parts = bare.split('.');
  return parts.length === 4 && `4 ${parts.map((each) => each.padStart(3, '0')).join('')}`;
}

/** @param {string} bare */
function sixteen(bare) {
  const [head, tail] = bare.toLowerCase().split('::');
  const [before, after] = [head, tail ?? ''].map((each) => (each ? each.split(':') : []));
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array(gap).fill('0'), ...after];
  return groups.length === 8 && `6 ${groups.map((each) => each.padStart(4, '0')).join('')}`;
}

/** @param {Worth} a @param {Worth} b */
const compare = (a, b) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));

/**
 * The rows in the order of one of their cells. Empty cells come last in either direction; equal ones keep the
 * order of their names.
 * @template {{name: string}} T
 * @param {T[]} rows
 * @param {(row: T) => string} cell
 * @param {((text: string) => Worth) | undefined} worth
 * @param {boolean} descending
 * @returns {T[]}
 */
export function sorted(rows, cell, worth, descending) {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => {
    const text = cell(row);
    return { row, text, worth: worth ? worth(text) : text };
  });
  keyed.sort(
    (a, b) =>
      Number(!a.text) - Number(!b.text) ||
      sign * compare(a.worth, b.worth) ||
      words.compare(a.row.name, b.row.name),
  );
  return keyed.map(({ row }) => row);
}
