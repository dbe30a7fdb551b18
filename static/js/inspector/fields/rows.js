/**
 * What the rows of a list hold.
 */

/** Rows of one text each. @param {string} title @param {string} example */
export const one = (title, example) => ({
  columns: [{ key: '', title, example }],
  parse: (/** @type {string[]} */ [text]) => text,
  format: (/** @type {string} */ text) => [text],
});

/** Rows of objects, a field a column. @param {{key: string, title: string, example: string}[]} columns */
export const records = (columns) => ({
  columns,
  parse: (/** @type {string[]} */ row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at]])),
  format: (/** @type {Record<string, string>} */ record) => columns.map(({ key }) => record[key]),
});

/** Rows of a name and a value, for a field that is an object. @param {string} name @param {string} value */
export const pairs = (name, value) => ({
  pairs: true,
  columns: [
    { key: 'name', title: 'Name', example: name, wide: true },
    { key: 'value', title: 'Value', example: value },
  ],
  parse: (/** @type {string[]} */ row) => row,
  format: (/** @type {string[]} */ row) => row,
});
