/**
 * The bar over the canvas while an earlier revision is looked at: which one, and what can be done with it.
 *
 * @import { Desk } from '../desk.js'
 * @import { Lookback } from './lookback.js'
 */
import { html, icon, need, show } from '../dom.js';
import { summary } from './differences.js';
import { moment } from './lines.js';

export class LookbackBar {
  /** @param {Lookback} lookback @param {Desk} desk */
  constructor(lookback, desk) {
    this.lookback = lookback;
    this.desk = desk;
    this.said = html('p', { class: 'lookback-said' });
    this.restore = button('history', 'Restore', 'button-primary', () => lookback.restore(this.older));
    this.compare = button('compare', 'Compare with now', '', () => lookback.compare(this.older));
    this.back = button('x', 'Back to now', '', () => lookback.back());
    this.element = html(
      'section',
      { class: 'lookback compact', 'aria-label': 'Earlier revision', hidden: true },
      this.said,
      this.restore,
      this.compare,
      this.back,
    );
    need('[data-part="above"]').append(this.element);
  }

  connect() {
    this.stops = [
      this.lookback.subscribe(() => this.update()),
      this.desk.model.subscribe(() => show(this.restore, this.desk.model.mayEdit)),
    ];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
  }

  /** The revision that Restore and Compare are about. */
  get older() {
    return this.lookback.comparison?.from ?? this.lookback.revision?.revision ?? 0;
  }

  update() {
    const { revision, comparison, now } = this.lookback;
    show(this.element, revision !== null);
    if (!revision) return;
    show(this.compare, !comparison?.withNow);
    this.restore.lastChild?.replaceWith(comparison ? `Restore ${this.older}` : 'Restore');
    this.said.replaceChildren(...(comparison ? this.compared() : this.looked(now)));
  }

  /** @param {number} now */
  looked(now) {
    const { revision, author, at, sentence } = /** @type {import('./lookback.js').Revision} */ (
      this.lookback.revision
    );
    return [
      html('strong', {}, `Revision ${revision} of ${now}`),
      `, by ${author ?? 'the command line'}, `,
      moment(at),
      html('span', { class: 'lookback-sentence' }, sentence),
    ];
  }

  compared() {
    const { revision, comparison } = this.lookback;
    if (!revision || !comparison) return [];
    const newer = comparison.withNow ? `now, ${revision.revision}` : revision.revision;
    return [
      html('strong', {}, `Revision ${comparison.from} compared with ${newer}`),
      `: ${summary(comparison.rows)}`,
    ];
  }
}

/** @param {string} picture @param {string} title @param {string} look @param {() => void} run */
const button = (picture, title, look, run) =>
  html('button', { class: `button ${look}`, type: 'button', onclick: run }, icon(picture), title);
