/**
 * Courses of the last ten minutes as lines, by uPlot, which is fetched when a chart is first shown.
 *
 * @import uPlot from 'uplot'
 * @import { Paints } from '../../canvas/paints.js'
 *
 * @typedef {{title: string, colour: string, dashed?: boolean, values: number[]}} Line
 */
import { html } from '../../dom.js';
import { isProjected } from '../../motion.js';
import { bitsText } from '../../traffic/scale.js';

export class Chart {
  /** @param {Paints} paints */
  constructor(paints) {
    this.paints = paints;
    this.element = html('div', { class: 'traffic-chart', role: 'img' });
    /** @type {uPlot | null} */
    this.plot = null;
    /** @type {[number[], Line[]] | null} */
    this.shown = null;
    /** Which lines it has, and in what colours. */
    this.made = '';
    this.sized = new ResizeObserver(() => this.resize());
  }

  open() {
    this.sized.observe(this.element);
    this.stop = this.paints.subscribe(() => this.repaint());
  }

  close() {
    this.sized.disconnect();
    this.stop?.();
    this.plot?.destroy();
    this.plot = null;
    this.shown = null;
    this.made = '';
  }

  /** In other colours. */
  repaint() {
    this.made = '';
    if (this.shown) void this.show(...this.shown);
  }

  /** @param {number[]} times  in seconds since the epoch @param {Line[]} lines */
  async show(times, lines) {
    const { default: Plot } = await import('uplot');
    if (!this.element.isConnected) return;
    this.shown = [times, lines];
    const data = /** @type {uPlot.AlignedData} */ ([times, ...lines.map(({ values }) => values.map(known))]);
    const wanted = JSON.stringify(lines.map(({ title, colour, dashed }) => [title, colour, dashed]));
    if (this.plot && this.made === wanted) return this.plot.setData(data);
    this.plot?.destroy();
    this.made = wanted;
    this.plot = new Plot(this.options(lines), data, this.element);
    this.element.setAttribute('aria-label', `Bits a second in the last ten minutes: ${lines.map(({ title }) => title).join(', ')}`);
  }

  resize() {
    this.plot?.setSize(this.size);
  }

  /** The legend needs a line below. */
  get size() {
    return { width: Math.max(200, this.element.clientWidth), height: Math.max(90, this.element.clientHeight - 24) };
  }

  /** @param {Line[]} lines @returns {uPlot.Options} */
  options(lines) {
    const ink = this.paints.of('var(--ink-soft)');
    const grid = { stroke: this.paints.of('var(--line)'), width: 1 };
    const letter = isProjected() ? 16 : 12;
    const axis = { stroke: ink, grid, ticks: grid, font: `${letter}px "IBM Plex Sans Variable", system-ui, sans-serif` };
    return {
      ...this.size,
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (_, __, most) => [0, Math.max(1000, most * 1.1)] } },
      axes: [
        { ...axis, space: 6 * letter, values: (_, all) => all.map((each) => new Date(each * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })) },
        { ...axis, size: 7 * letter, values: (_, all) => all.map(bitsText) },
      ],
      series: [
        { value: (_, at) => (at ? new Date(at * 1000).toLocaleTimeString() : '–') },
        ...lines.map(({ title, colour, dashed }) => ({
          label: title,
          stroke: this.paints.of(colour),
          width: 1.5,
          dash: dashed ? [5, 4] : undefined,
          points: { show: false },
          value: (/** @type {uPlot} */ _, /** @type {number | null} */ bits) => (bits === null ? '–' : bitsText(bits)),
        })),
      ],
    };
  }
}

/** uPlot leaves a gap for null. @param {number} value */
const known = (value) => (Number.isFinite(value) ? value : null);
