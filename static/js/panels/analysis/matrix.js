/**
 * Who reaches whom: a cell for every two sandboxes, and the way between the two of the chosen one.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Share } from './cells.js'
 * @import { Analysis, Reach } from './findings.js'
 *
 * @typedef {{out: string, into: string}} Hop
 * @typedef {Object} Walk
 * @property {string} address
 * @property {boolean | null} reaches
 * @property {Hop[]} there
 * @property {Hop[]} back
 * @property {string} sentence
 * @property {string[]} learners  those who take routes on it that routing daemons learn
 * @property {boolean} varies  it is one of several that are equally good
 */
import { find, keyOf } from '../../design/objects.js';
import { html } from '../../dom.js';
import { Unread, read } from '../../live/api.js';
import { choice, offer } from '../instrument_form.js';
import { matrix, matrixCell } from './cells.js';
import { listed } from './findings.js';

const SIGN = { all: '●', some: '◐', none: '✕', learned: '?', '': '–' };
const WORD = {
  all: 'is reached',
  some: 'is reached at some of its addresses',
  none: 'is not reached',
  learned: 'may be reached, which depends on what routers learn,',
  '': 'has no address',
};

export class Matrix {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {[string, string] | null} */
    this.pair = null;
    this.ways = html('section', { class: 'ways', 'aria-label': 'The way between two', 'aria-live': 'polite' });
    /** @type {(keys: string[]) => void} */
    this.choose = () => {};
  }

  /** @param {Analysis} found @param {HTMLElement} body @param {(keys: string[]) => void} choose */
  fill({ reach, why }, body, choose) {
    this.choose = choose;
    const names = this.desk.model.design.sandboxes.map(({ name }) => name);
    if (names.length < 2) return body.replaceChildren(empty('Two sandboxes are needed for one to reach another.'));
    const shown = reach ? this.table(reach) : html('div', { class: 'matrix' }, empty(sentence(why)), this.picker(names));
    body.replaceChildren(html('div', { class: 'reach' }, shown, this.ways));
    if (this.pair && this.pair.every((name) => names.includes(name))) this.show(...this.pair);
    else {
      const what = reach ? 'a cell' : 'two';
      this.ways.replaceChildren(empty(`Choose ${what} to see the way that a ping takes, or why it does not arrive.`));
    }
  }

  /** @param {Reach} reach */
  table({ sandboxes, rows }) {
    const at = new Map(sandboxes.map((name, nth) => [name, nth]));
    return matrix('Who reaches whom', sandboxes, (from, to) => this.cell(from, to, rows[at.get(from) ?? 0][at.get(to) ?? 0]));
  }

  /** @param {string} from @param {string} to @param {Share} share */
  cell(from, to, share) {
    const cell = matrixCell(SIGN[share], `${to} ${WORD[share]} from ${from}`, share, () => this.show(from, to));
    cell.dataset.pair = `${from} ${to}`;
    return cell;
  }

  /** Where there are too many for a matrix. @param {string[]} names */
  picker(names) {
    const [from, to] = [choice('From'), choice('To')];
    offer(from, names);
    offer(to, names, 1);
    const go = () => from.value !== to.value && this.show(from.value, to.value);
    return html(
      'p',
      { class: 'ways-picker' },
      from,
      to,
      html('button', { class: 'button', type: 'button', onclick: go }, 'Show the way'),
    );
  }

  /** @param {string} from @param {string} to */
  async show(from, to) {
    this.pair = [from, to];
    for (const each of document.querySelectorAll('.matrix-cell'))
      each.setAttribute('aria-pressed', String(each.getAttribute('data-pair') === `${from} ${to}`));
    try {
      const { walks, why } = await read(this.desk.model.topology.name, 'walk/', { from, to });
      if (this.pair[0] !== from || this.pair[1] !== to) return;
      this.ways.replaceChildren(
        html('h3', {}, `From ${from} to ${to}`),
        ...(why ? [empty(why)] : walks.map((/** @type {Walk} */ walk) => this.way(from, walk))),
      );
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      this.ways.replaceChildren(empty(error.message));
    }
  }

  /** @param {string} from @param {Walk} walk */
  way(from, walk) {
    const said = walk.reaches ? comesBack(walk) : walk.sentence;
    const share = walk.reaches ? 'all' : walk.reaches === null ? 'learned' : 'none';
    return html(
      'button',
      {
        class: 'row-button way',
        type: 'button',
        'data-share': share,
        onclick: () => this.choose(this.keys(from, walk)),
      },
      html('span', { class: 'way-sign', 'aria-hidden': 'true' }, SIGN[share]),
      html('span', { class: 'way-address' }, walk.address),
      html('span', {}, said, html('span', { class: 'way-hops' }, hops(walk))),
    );
  }

  /** What a way goes through, on the canvas. @param {string} from @param {Walk} walk */
  keys(from, { there, back }) {
    const { design } = this.desk.model;
    const endpoints = [...there, ...back].flatMap(({ out, into }) => [out, into]);
    const known = endpoints.flatMap((name) => find(design, 'endpoint', name) ?? []);
    const found = known.flatMap((each) => {
      const { sandbox, network, interface: name } = /** @type {import('../../types.js').Endpoint} */ (each);
      return [keyOf('sandbox', sandbox), keyOf('endpoint', `${sandbox}.${name}`), keyOf('network', network)];
    });
    return [...new Set([keyOf('sandbox', from), ...found])];
  }
}

/** How it comes back, where that is not drawn. @param {Pick<Walk, 'learners' | 'varies'>} walk */
export function comesBack({ learners, varies }) {
  const learned = learners.length ? ` by routes that ${listed(learners)} will have learned` : '';
  return `a ping comes back${learned}${varies ? ', this way or by another that is as good' : ''}`;
}

/** "app1.eth0 → router.eth0, router.eth1 → app2.eth0" @param {Walk} walk */
const hops = ({ there }) => there.map(({ out, into }) => `${out} → ${into}`).join(', ');

/** @param {string} said */
const sentence = (said) => said && `${said[0].toUpperCase()}${said.slice(1)}.`;

/** @param {string} text */
const empty = (text) => html('p', { class: 'panel-empty' }, text);
