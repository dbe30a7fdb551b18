/**
 * A course as a small picture: what goes in above the middle, what goes out below it.
 *
 * @import { Course } from './history.js'
 */
import { svg } from '../dom.js';

const WIDTH = 240;
const HEIGHT = 40;

/** @param {Course} course @returns {SVGSVGElement} */
export function sparkline({ into, out }) {
  const most = Math.max(1, ...into.filter(Number.isFinite), ...out.filter(Number.isFinite));
  return svg(
    'svg',
    { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('path', { class: 'flow-in', d: area(into, most, -1) }),
    svg('path', { class: 'flow-out', d: area(out, most, 1) }),
    svg('path', { class: 'flow-middle', d: `M0 ${HEIGHT / 2}H${WIDTH}` }),
  );
}

/**
 * From the middle upwards (-1) or downwards (1); what is not known is a gap.
 * @param {number[]} values @param {number} most @param {number} way
 */
export function area(values, most, way) {
  const middle = HEIGHT / 2;
  const step = WIDTH / Math.max(1, values.length - 1);
  let path = '';
  values.forEach((value, at) => {
    if (!Number.isFinite(value)) return;
    const begins = at === 0 || !Number.isFinite(values[at - 1]);
    const ends = at === values.length - 1 || !Number.isFinite(values[at + 1]);
    const x = (at * step).toFixed(1);
    const y = (middle + (way * (middle - 1) * value) / most).toFixed(1);
    path += `${begins ? `M${x} ${middle}` : ''}L${x} ${y}${ends ? `L${x} ${middle}Z` : ''}`;
  });
  return path;
}
