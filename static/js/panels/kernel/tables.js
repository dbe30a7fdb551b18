/**
 * Tables of the kernel as the console tells them: as a whole first, then what has changed. Pure.
 *
 * @typedef {Object} KernelTable
 * @property {string} title
 * @property {string[]} columns
 * @property {string[]} commands
 * @property {Map<string, string[]>} rows  by key
 *
 * @typedef {{type: string, table: string, [field: string]: any}} Told
 * @typedef {{key: string, columns: number[]}} Changed  a row, and which of its cells are not as they were
 */

/**
 * Takes a message in.
 * @param {Map<string, KernelTable>} tables @param {Told} message
 * @returns {Changed[]} what has changed of rows that were known, and all of those that are new
 */
export function take(tables, message) {
  if (message.type === 'table') {
    const { title, columns, commands, rows } = message;
    tables.set(message.table, { title, columns, commands, rows: new Map(rows.map(split)) });
    return [];
  }
  const table = tables.get(message.table);
  if (!table) return [];
  for (const key of message.gone) table.rows.delete(key);
  return message.set.map((/** @type {string[]} */ told) => {
    const [key, cells] = split(told);
    const before = table.rows.get(key);
    table.rows.set(key, cells);
    return { key, columns: cells.flatMap((cell, at) => (before?.[at] === cell ? [] : [at])) };
  });
}

/** @param {string[]} told @returns {[string, string[]]} */
const split = ([key, ...cells]) => [key, cells];
