/** Moments as people say them; the words are those of webapp/pages/words.py. */

/** @type {[number, string][]} seconds and unit, the longest first */
const UNITS = [[31536000, 'year'], [2592000, 'month'], [86400, 'day'], [3600, 'hour'], [60, 'minute']];

/**
 * @param {Date} at
 * @param {Date} [now]
 * @returns {string} such as "2 minutes ago"
 */
export function ago(at, now = new Date()) {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  const unit = UNITS.find(([size]) => seconds >= size);
  if (!unit) return 'just now';
  const count = Math.floor(seconds / unit[0]);
  return `${count} ${unit[1]}${count === 1 ? '' : 's'} ago`;
}
