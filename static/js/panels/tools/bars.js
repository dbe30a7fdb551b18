/**
 * A row of bars, one for each measurement as it comes.
 *
 * @import { Bar } from './results.js'
 */
import { html, svg } from '../../dom.js';

const WIDTH = 14;
const GAP = 4;
const HEIGHT = 72;

/** @param {Bar[]} bars @param {string} unit */
export function barChart(bars, unit) {
  const most = Math.max(...bars.map(({ value }) => value ?? 0));
  const said = bars.map(({ value, label }) => `${label}: ${value === null ? 'none' : `${value} ${unit}`}`);
  const drawn = bars.map(({ value }, at) => {
    const high = value === null ? HEIGHT : Math.max(2, (HEIGHT * value) / (most || 1));
    return svg(
      'rect',
      { class: 'bar', 'data-missing': String(value === null), x: at * (WIDTH + GAP), y: HEIGHT - high, width: WIDTH, height: high },
      svg('title', {}, said[at]),
    );
  });
  const width = bars.length * (WIDTH + GAP);
  return html(
    'figure',
    { class: 'bars' },
    svg('svg', { role: 'img', 'aria-label': said.join(', '), width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` }, ...drawn),
    html('figcaption', {}, `up to ${most} ${unit}`),
  );
}
