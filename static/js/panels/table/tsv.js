/**
 * Rows of cells as spreadsheets put them on the clipboard: tabs between cells, a line a row, quotes around what
 * has either in it.
 */

/** A cell, in quotes or not, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g;

/** Without the empty rows at the end. @param {string} text @returns {string[][]} */
export function parse(text) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  for (const [, quoted, plain, end] of text.replace(/\r\n?/g, '\n').matchAll(CELL)) {
    row.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === '\t') continue;
    rows.push(row);
    row = [];
    if (!end) break;
  }
  return rows.slice(0, rows.findLastIndex((each) => each.some(Boolean)) + 1);
}

/** @param {string[][]} rows */
export const write = (rows) => rows.map((row) => row.map(quotedIfNeeded).join('\t')).join('\n');

/** @param {string} cell */
const quotedIfNeeded = (cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
