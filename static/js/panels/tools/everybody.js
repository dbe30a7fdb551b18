/**
 * Everybody pings everybody: what was measured, and where that is not what the design predicts.
 *
 * @import { Share } from '../analysis/cells.js'
 *
 * @typedef {Object} Cell
 * @property {string} sandbox  the one that is pinged
 * @property {string} address
 * @property {number} sent
 * @property {number} received
 * @property {number | null} ms
 * @property {boolean | null} predicted  null: it depends on what is learned, so that either is right
 * @property {string} why
 * @property {number} loss  which share of the pings the design loses by chance
 * @property {boolean} differs
 */
import { html } from '../../dom.js';
import { matrix, matrixCell } from '../analysis/cells.js';
import { inMs } from './results.js';

/** Of the addresses of one other sandbox. @param {Cell[]} cells @returns {{share: Share, text: string, differs: boolean, title: string}} */
export function summary(cells) {
  if (!cells.length) return { share: '', text: '', differs: false, title: 'has no address' };
  const [received, sent] = [total(cells, 'received'), total(cells, 'sent')];
  const times = cells.flatMap(({ ms }) => ms ?? []);
  const mean = times.reduce((a, b) => a + b, 0) / times.length;
  const loss = Math.round((100 * (sent - received)) / sent);
  return {
    share: received === sent ? 'all' : received ? 'some' : 'none',
    text: received === sent ? inMs(mean) : received ? `${loss} % lost` : '✕',
    differs: cells.some(({ differs }) => differs),
    title: cells.map(said).join('; '),
  };
}

/** @param {Cell} cell */
function said({ address, sent, received, ms, predicted, why, loss, differs }) {
  const found = ms === null ? 'no answer' : `${received} of ${sent} answers, ${inMs(ms)}`;
  if (predicted === null) return `${address}: ${found} (${why})`;
  const losing = loss && `the design loses ${Number((100 * loss).toPrecision(3))} % there and back`;
  const reason = why || losing;
  const inBrackets = reason ? ` (${reason})` : '';
  const expected = predicted ? (received ? 'all of them' : 'an answer') : 'none';
  if (differs) return `${address}: ${found}, but the design predicts ${expected}${inBrackets}`;
  return losing ? `${address}: ${found}; ${losing}` : `${address}: ${found}, as predicted${inBrackets}`;
}

/** @param {Cell[]} cells @param {'sent' | 'received'} what */
const total = (cells, what) => cells.reduce((sum, each) => sum + each[what], 0);

export class Everybody {
  /** @param {string[]} names @param {(from: string, to: string, title: string) => void} choose */
  constructor(names, choose) {
    this.choose = choose;
    this.differences = 0;
    this.done = 0;
    this.names = names;
    /** What stands in each cell: a mark, until it is measured. @type {Map<string, HTMLElement>} */
    this.cells = new Map();
    this.element = matrix('Who answers whom', names, (from, to) => this.put(from, to, html('span', {}, '…')));
  }

  /** @param {string} from @param {string} to @param {HTMLElement} cell */
  put(from, to, cell) {
    this.cells.get(`${from} ${to}`)?.replaceWith(cell);
    this.cells.set(`${from} ${to}`, cell);
    return cell;
  }

  /** @param {string} from @param {Cell[]} measured */
  fill(from, measured) {
    this.done += 1;
    for (const to of this.names) {
      if (to === from) continue;
      const { share, text, differs, title } = summary(measured.filter(({ sandbox }) => sandbox === to));
      this.differences += Number(differs);
      const about = `${to} from ${from}: ${title}`;
      const cell = matrixCell(text, about, share, () => this.choose(from, to, about));
      cell.dataset.differs = String(differs);
      this.put(from, to, cell);
    }
  }

  get sentence() {
    if (this.done < this.names.length) return `${this.done} of ${this.names.length} sandboxes have pinged…`;
    const count = this.differences;
    if (!count) return 'All of it is as the design predicts.';
    return count === 1 ? '1 answer is not what the design predicts.' : `${count} answers are not what the design predicts.`;
  }
}
