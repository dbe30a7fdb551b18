/**
 * What the log holds: the newest of what came, and which of it a filter lets through. Pure.
 *
 * @typedef {{at: number, place: string, about: string, line: string, failed?: string}} Entry  "" is the fabric
 */

export const MOST = 2000;

/** @param {Entry[]} entries @param {Entry[]} more @param {number} [most] */
export const together = (entries, more, most = MOST) => [...entries, ...more].slice(-most);

/** Whether each of the filter's words stands in it somewhere. @param {string} filter @returns {(entry: Entry) => boolean} */
export function passes(filter) {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ place, about, line, failed = '' }) => {
    const text = `${placeText(place)} ${about} ${line} ${failed}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}

/** @param {string} place */
export const placeText = (place) => place || 'fabric';

/** Hours, minutes, seconds and thousandths of here. @param {number} at  seconds since the epoch */
export function timeText(at) {
  const date = new Date(at * 1000);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const fraction = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${fraction}`;
}
