/**
 * The way to one address of a sandbox, as it is being followed, and the verdict on it.
 *
 * @typedef {{place: string, looked: string, found: string, command: string, keys: string[], is_answer: boolean}} Step
 * @typedef {import('./running.js').Fix} Fix
 * @typedef {{reaches: boolean, stopped: boolean, answer: string, sentence: string, keys: string[], fix: Fix | null}} Verdict
 * @typedef {'reached' | 'not reached' | 'not known'} Outcome
 */
import { html, icon } from '../../dom.js';

const SIGNS = { reached: '●', 'not reached': '✕', 'not known': '?' };
/** What does not say that it is not reached where nothing stops it for certain: it is answered, but by a way not known. */
const UNSURE = ['answered', 'arrived', 'not measured'];
const SHARES = { reached: 'all', 'not reached': 'none', 'not known': 'some' };

export class Way {
  /** @param {string} address @param {(keys: string[]) => void} choose @param {(command: string) => void} copy */
  constructor(address, choose, copy) {
    this.address = address;
    this.choose = choose;
    this.copy = copy;
    /** @type {Outcome} */
    this.outcome = 'reached';
    /** @type {string[]} */
    this.keys = [];
    this.isBack = false;
    /** By a way that could not be followed. */
    this.isAnswered = false;
    this.sign = html('span', { class: 'way-sign', 'aria-hidden': 'true' }, '…');
    this.said = html('span', { class: 'why-said' }, 'being followed…');
    this.acts = html('span', { class: 'why-acts' });
    this.steps = html('ol', {
      class: 'why-steps',
      role: 'list',
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.walk(event),
    });
    this.details = html(
      'details',
      { class: 'why-way' },
      html('summary', {}, this.sign, html('span', { class: 'way-address' }, address), this.said),
      this.steps,
    );
    this.element = html('section', { class: 'why-section', 'aria-label': `The way to ${address}` }, this.details, this.acts);
  }

  /** @param {Step} step */
  step({ place, looked, found, command, keys, is_answer: isAnswer }) {
    if (isAnswer && !this.isBack) this.steps.append(html('li', { class: 'why-turn' }, 'and back'));
    this.isBack = isAnswer;
    this.last = html(
      'li',
      { class: 'why-step' },
      html(
        'button',
        { class: 'why-found', type: 'button', onclick: () => this.choose(keys) },
        html('span', { class: 'why-place' }, place),
        html('span', {}, `${looked}: `, html('strong', {}, found)),
      ),
      html(
        'button',
        { class: 'why-command', type: 'button', title: 'Copy the command', onclick: () => this.copy(command) },
        html('code', {}, command),
        icon('copy'),
      ),
    );
    this.steps.append(this.last);
  }

  /** From step to step. @param {KeyboardEvent} event */
  walk(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const column = ['.why-found', '.why-command'].find((each) => /** @type {Element} */ (event.target).matches(each));
    if (!by || !column) return;
    event.preventDefault();
    const all = [.../** @type {NodeListOf<HTMLElement>} */ (this.steps.querySelectorAll(column))];
    all[all.indexOf(/** @type {HTMLElement} */ (event.target)) + by]?.focus();
  }

  /** @param {Verdict} verdict @param {(fix: Fix) => void} mend @param {string} barrier  why nothing can be mended now */
  judge({ reaches, stopped, answer, sentence, keys, fix }, mend, barrier) {
    this.outcome = reaches ? 'reached' : stopped || !UNSURE.includes(answer) ? 'not reached' : 'not known';
    this.isAnswered = !reaches && answer === 'answered';
    this.keys = keys;
    this.element.dataset.share = SHARES[this.outcome];
    this.sign.textContent = SIGNS[this.outcome];
    this.said.textContent = reaches ? `reachable: ${sentence}` : sentence;
    this.details.open = this.outcome === 'not reached';
    if (stopped && this.last) this.last.dataset.stops = 'true';
    if (!fix) return;
    const button = { class: 'button button-primary', type: 'button', disabled: Boolean(barrier), title: barrier };
    this.acts.replaceChildren(html('button', { ...button, onclick: () => mend(fix) }, `Fix it: ${fix.title}`));
  }
}
