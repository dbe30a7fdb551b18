/**
 * The busiest endpoints and patches as a table. Rows stay where they are in the document as long as their object does, so
 * that a press on one becomes a click although the table changes each second.
 *
 * @import { Design } from '../../types.js'
 * @import { Rates } from '../../traffic/rates.js'
 */
import { find, fromKey } from '../../design/objects.js';
import { arrange, html } from '../../dom.js';
import { bitsText, countText } from '../../traffic/scale.js';

const COLUMNS = ['Object', 'On', 'In', 'Out', 'Packets/s', 'Dropped/s'];

/** @typedef {{row: HTMLTableRowElement, cells: HTMLTableCellElement[]}} Row */

export class Talkers {
  /** @param {(key: string) => void} choose */
  constructor(choose) {
    this.choose = choose;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    this.body = html('tbody');
    this.element = html(
      'table',
      { class: 'live-table', 'aria-label': 'Top talkers' },
      html('thead', {}, html('tr', {}, ...COLUMNS.map((each, at) => html('th', { scope: 'col', class: classOf(at) }, each)))),
      this.body,
    );
  }

  /** @param {[string, Rates][]} talkers @param {Design} design @param {Set<string>} chosen */
  fill(talkers, design, chosen) {
    const rows = talkers.map(([key, rates]) => {
      const row = this.rowOf(key);
      write(row, textsOf(key, rates, design));
      row.row.setAttribute('aria-selected', String(chosen.has(key)));
      return row.row;
    });
    const shown = new Set(talkers.map(([key]) => key));
    for (const key of this.rows.keys()) if (!shown.has(key)) this.rows.delete(key);
    arrange(this.body, rows);
  }

  /** @param {string} key @returns {Row} */
  rowOf(key) {
    const known = this.rows.get(key);
    if (known) return known;
    const name = html('button', { class: 'traffic-name', type: 'button', onclick: () => this.choose(key) }, fromKey(key).name);
    const cells = COLUMNS.slice(1).map((_, at) => html('td', { class: classOf(at + 1) }));
    const made = { row: html('tr', {}, html('td', {}, name), ...cells), cells };
    this.rows.set(key, made);
    return made;
  }
}

/** Of each column but the first. @param {string} key @param {Rates} rates @param {Design} design */
function textsOf(key, { bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut }, design) {
  const { kind, name } = fromKey(key);
  const object = /** @type {any} */ (find(design, kind, name));
  const on = object?.network ?? object?.networks?.join(' – ') ?? '';
  const drops = dropsIn + dropsOut;
  return [on, bitsText(bitsIn), bitsText(bitsOut), countText(packetsIn + packetsOut), drops ? countText(drops) : ''];
}

/** @param {Row} row @param {string[]} texts */
const write = ({ cells }, texts) =>
  texts.forEach((text, at) => {
    if (cells[at].textContent !== text) cells[at].textContent = text;
  });

/** @param {number} at */
const classOf = (at) => (at > 1 ? 'number' : null);
