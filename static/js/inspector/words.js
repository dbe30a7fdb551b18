/**
 * A command as one line of text, and back: words apart by spaces, quotes around words with spaces.
 */

/** @param {string} text @returns {string[]} */
export function splitWords(text) {
  /** @type {string[]} */
  const words = [];
  for (const [, double, single, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)) {
    words.push(double !== undefined ? double.replace(/\\(.)/g, '$1') : (single ?? plain));
  }
  return words;
}

/** @param {string[]} words */
export const joinWords = (words) =>
  words.map((word) => (/^[^\s"'\\]+$/.test(word) ? word : `"${word.replace(/[\\"]/g, '\\$&')}"`)).join(' ');
