/**
 * A state's shape, so that colour is never all there is: ● in sync, ◌ applying, ▲ drifted, ◐ degraded,
 * ✕ failed, ■ designed, ◇ lost. Drawn around the origin, 10 px.
 *
 * @import { State } from '../types.js'
 */
import { svg } from '../dom.js';

const CIRCLE = 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z';

/** @type {Record<State, {line?: string, fill?: string}>} */
export const SHAPE = {
  designed: { fill: 'M-4 -4H4V4H-4Z' },
  applying: { line: CIRCLE },
  in_sync: { fill: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z' },
  drifted: { fill: 'M0 -5L5.5 4.5H-5.5Z' },
  degraded: { line: CIRCLE, fill: 'M0 -4.5A4.5 4.5 0 0 0 0 4.5Z' },
  failed: { line: 'M-4 -4L4 4M4 -4L-4 4' },
  lost: { line: 'M0 -5L5 0L0 5L-5 0Z' },
};

/** @param {State} state @param {number} x @param {number} y */
export function mark(state, x, y) {
  const { line, fill } = SHAPE[state];
  return svg(
    'g',
    { class: 'mark', transform: `translate(${x} ${y})` },
    fill && svg('path', { class: 'mark-fill', d: fill }),
    line && svg('path', { class: 'mark-line', d: line }),
  );
}
