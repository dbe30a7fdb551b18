/**
 * The lines of a note, and so its height, without asking the browser. Pure.
 *
 * @import { Note } from '../types.js'
 */
import { nameWidth } from '../canvas/text.js';

export const NOTE_WIDTH = 200;
export const NOTE_PAD = 12;
export const NOTE_LINE = 18;
/** Regular letters are narrower than the bold ones that are known. */
const REGULAR = 0.95;

/** @param {string} text */
const width = (text) => nameWidth(text) * REGULAR;

/** @param {Note} note @returns {string[]} */
export function linesOf(note) {
  const room = (note.width ?? NOTE_WIDTH) - 2 * NOTE_PAD;
  return note.text.split('\n').flatMap((line) => wrapped(line, room));
}

/** @param {Note} note */
export const heightOf = (note) => linesOf(note).length * NOTE_LINE + 2 * NOTE_PAD;

/** A line at its spaces; a word that is too long for a line of its own is broken. @param {string} text
 * @param {number} room
 */
function wrapped(text, room) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => broken(each, room))) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || width(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** @param {string} word @param {number} room */
function broken(word, room) {
  const parts = [''];
  for (const letter of word) {
    const part = parts.length - 1;
    if (parts[part] && width(parts[part] + letter) > room) parts.push(letter);
    else parts[part] += letter;
  }
  return parts;
}
