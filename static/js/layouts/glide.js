/**
 * Moves things on the screen from here to there, slowing down.
 *
 * @import { Positions } from './graph.js'
 */
import { reducedMotion } from '../motion.js';

const DURATION = 300;

/**
 * @param {(t: number) => void} show  with how much of the way is done, from 0 to 1
 * @returns {Promise<void>} when it is there; at once if motion is reduced
 */
export function glide(show) {
  if (reducedMotion()) return Promise.resolve(show(1));
  const start = performance.now();
  return new Promise((done) => {
    const step = (/** @type {number} */ now) => {
      const t = Math.max(0, Math.min(1, (now - start) / DURATION));
      show(1 - (1 - t) ** 3);
      if (t < 1) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
}

/** @param {Positions} from @param {Positions} to @param {number} t @returns {Positions} */
export function between(from, to, t) {
  return new Map(
    [...to].map(([name, end]) => {
      const begin = from.get(name) ?? end;
      return [name, { x: begin.x + (end.x - begin.x) * t, y: begin.y + (end.y - begin.y) * t }];
    }),
  );
}
