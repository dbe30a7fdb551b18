/**
 * The nearest thing in a direction, as the arrow keys mean it.
 *
 * @import { Rect } from '../canvas/geometry.js'
 * @typedef {'up' | 'down' | 'left' | 'right'} Direction
 */

/** What stands aside counts as further off than what lies ahead. */
const ASIDE = 2;

/**
 * @template {{rect: Rect}} T
 * @param {Rect} from
 * @param {Iterable<T>} things
 * @param {Direction} direction
 * @returns {T | null}
 */
export function nearestTowards(from, things, direction) {
  /** @type {T | null} */
  let best = null;
  let least = Infinity;
  for (const thing of things) {
    const [ahead, aside] = offsets(thing.rect.x - from.x, thing.rect.y - from.y, direction);
    if (ahead <= 1) continue;
    const away = ahead + ASIDE * Math.abs(aside);
    if (away < least) [best, least] = [thing, away];
  }
  return best;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Direction} direction
 * @returns {[number, number]} ahead, aside
 */
function offsets(x, y, direction) {
  if (direction === 'up') return [-y, x];
  if (direction === 'down') return [y, x];
  return direction === 'left' ? [-x, y] : [x, y];
}
