/**
 * What two revisions differ in, in words, beside the timeline. A click flies there.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 * @import { Row } from './differences.js'
 * @import { Lookback } from './lookback.js'
 */
import { SHAPE } from '../canvas/signs.js';
import { html, show, svg } from '../dom.js';
import { summary } from './differences.js';

const MOVED = 'M-5 0H5M2 -3L5 0L2 3';

export class Comparing {
  /** @param {Lookback} lookback @param {Canvas} canvas */
  constructor(lookback, canvas) {
    this.lookback = lookback;
    this.canvas = canvas;
    this.title = html('h3', {});
    this.list = html('ul', { class: 'difference-list', role: 'list' });
    this.element = html(
      'section',
      { class: 'history-differences', 'aria-label': 'Differences', hidden: true },
      this.title,
      this.list,
    );
  }

  update() {
    const { comparison, revision } = this.lookback;
    show(this.element, comparison !== null);
    if (!comparison || !revision) return;
    this.title.textContent = `From ${comparison.from} to ${revision.revision}: ${summary(comparison.rows)}`;
    this.list.replaceChildren(...comparison.rows.map((row) => html('li', {}, this.row(row))));
  }

  /** @param {Row} row */
  row({ key, mark, sentence }) {
    return html(
      'button',
      { class: 'row-button difference', type: 'button', 'data-mark': mark, onclick: () => this.canvas.show(key) },
      svg(
        'svg',
        { class: 'difference-sign', viewBox: '-8 -8 16 16', 'aria-hidden': 'true' },
        svg('circle', { r: 8 }),
        svg('path', { d: mark === 'moved' ? MOVED : SHAPE[mark] }),
      ),
      html('span', {}, sentence),
    );
  }
}
