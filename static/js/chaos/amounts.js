/** Delays and losses as sliders have them, and back. */

/** Of a millisecond. @type {Record<string, number>} */
const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000 };

/** The number that a text begins with, and its unit. @param {string} text */
const quantity = (text) => /^\s*(\d+(?:\.\d+)?)\s*([a-z%]+)\s*$/i.exec(text)?.slice(1) ?? ['0', ''];

/** @param {string} delay  such as 20ms */
export function milliseconds(delay) {
  const [number, unit] = quantity(delay);
  return Number(number) * (UNITS[unit.toLowerCase()] ?? 0);
}

/** @param {string} loss  such as 1% */
export const percent = (loss) => Number(quantity(loss)[0]);

/** Null is none at all. @param {number} amount */
export const delayText = (amount) => (amount ? `${amount}ms` : null);

/** @param {number} amount */
export const lossText = (amount) => (amount ? `${amount}%` : null);
