/**
 * How a rate looks and reads: six levels, one for each power of ten, by width and colour. Pure.
 */

/** The least rate of each level, in bits a second; what is slower is not drawn. */
export const LEVELS = [1, 10e3, 100e3, 1e6, 10e6, 100e6];
export const WORDS = ['less', '10 kbit/s', '100 kbit/s', '1 Mbit/s', '10 Mbit/s', '100 Mbit/s'];
/** Pixels of the screen, by level. */
export const WIDTHS = [2.5, 3.5, 4.5, 6, 7.5, 9];
/** Pixels of the screen a second that the flow moves, by level. */
export const SPEEDS = [18, 28, 40, 56, 76, 100];

const UNITS = ['', 'k', 'M', 'G', 'T'];

/** @param {number} bits  a second @returns {number} its level, from 0 on; -1 if there is nothing to show */
export function levelOf(bits) {
  let level = LEVELS.length - 1;
  while (level >= 0 && bits < LEVELS[level]) level -= 1;
  return level;
}

/** "1.25 Mbit/s": three digits. @param {number} bits */
export const bitsText = (bits) => `${scaled(bits)}bit/s`;

/** "12.5 k": how many a second. @param {number} count */
export const countText = (count) => scaled(count).trim();

/** Three digits and the prefix of the unit. @param {number} value */
function scaled(value) {
  let at = 0;
  let rest = value;
  while (rest >= 999.5 && at < UNITS.length - 1) {
    rest /= 1000;
    at += 1;
  }
  const digits = at === 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
  return `${rest.toFixed(digits)} ${UNITS[at]}`;
}
