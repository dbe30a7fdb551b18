/**
 * How wide a text will be, in world pixels, without asking the browser: a layout for 300 objects must not
 * measure
 * each of them. Slightly generous.
 */

const NARROW = new Set('ijlt.,:;|!-1 rf');
const WIDE = new Set('mwMW@');

/** Of the names of thousands of objects, asked for at every drawing. @type {Map<string, number>} */
const widths = new Map();
const MOST = 20_000;

/** 13 px, the interface's family, bold. @param {string} text */
export function nameWidth(text) {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size >= MOST) widths.clear();
  const width = summed(text);
  widths.set(text, width);
  return width;
}

/** @param {string} text */
function summed(text) {
  let width = 0;
  for (const letter of text) width += NARROW.has(letter) ? 5.2 : WIDE.has(letter) ? 11.6 : 7.7;
  return width;
}

/** 11 px, the monospaced family. @param {string} text */
export const monoWidth = (text) => text.length * 6.6;

/** Of several words only whole ones stay, so that who listens hears what is seen.
 * @param {string} text @param {number} length
 */
export const shortened = (text, length) =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\s:;,]+\S*$/, '')}…` : text;
