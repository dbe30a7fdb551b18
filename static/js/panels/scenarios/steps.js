/**
 * The steps of one scenario as rows that are edited in place.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Deed, Intent, Scenario, Step } from '../../types.js'
 */
import { clock, seconds } from '../../chaos/clock.js';
import { html, icon } from '../../dom.js';
import { TITLES, VALUES, changeStep, isOfSandbox, removeStep, wireNames } from './edits.js';
import { goOn, typingIn, whereTo } from './typing.js';

export class Steps {
  /** @param {Desk} desk @param {(intent: Intent) => void} edit */
  constructor(desk, edit) {
    this.desk = desk;
    this.edit = edit;
    this.said = '';
    this.offered = '';
    /** @type {Step[]} */
    this.steps = [];
    this.wires = html('datalist', { id: 'scenario-wires' });
    this.sandboxes = html('datalist', { id: 'scenario-sandboxes' });
    this.list = html('ol', { class: 'steps', 'aria-label': 'Steps' });
    this.element = html('div', {}, this.list, this.wires, this.sandboxes);
  }

  /** @param {Scenario} scenario */
  update(scenario) {
    const { model, barrier } = this.desk;
    const problems = model.problemsOf('scenario', scenario.name);
    const now = JSON.stringify([scenario, problems, barrier]);
    this.offer();
    if (now === this.said) return;
    this.said = now;
    const typing = typingIn(this.list);
    this.list.replaceChildren(
      ...scenario.steps.map((step, place) => {
        const wrong = problems.filter(({ field }) => field.startsWith(`steps[${place}]`));
        return this.row(scenario.name, step, place, wrong.map(({ reason }) => reason).join('; '));
      }),
    );
    if (typing) goOn(this.list, typing, whereTo(this.steps, scenario.steps)[typing.place] ?? -1);
    this.steps = scenario.steps;
  }

  offer() {
    const { design } = this.desk.model;
    const names = [wireNames(design), design.sandboxes.map(({ name }) => name)];
    const said = names.map((each) => each.join()).join(';');
    if (this.offered === said) return;
    this.offered = said;
    [this.wires, this.sandboxes].forEach((list, at) =>
      list.replaceChildren(...names[at].map((value) => html('option', { value }))),
    );
  }

  /** Which step is on, counted from 0; -1: none. @param {number} place */
  mark(place) {
    [...this.list.children].forEach((row, at) => {
      if (at === place) row.setAttribute('aria-current', 'step');
      else row.removeAttribute('aria-current');
      row.toggleAttribute('data-done', at < place);
    });
  }

  /** @param {string} name @param {Step} step @param {number} place @param {string} wrong */
  row(name, step, place, wrong) {
    const change = (/** @type {Partial<Step>} */ changed) => this.edit(changeStep(name, place, changed));
    const field = (/** @type {string} */ what, /** @type {string} */ label) => ({
      'data-field': `${what}-${place}`,
      'aria-label': `${label} of step ${place + 1}`,
      disabled: this.desk.barrier !== '',
      class: `input step-${what}`,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    const at = html('input', { ...field('at', 'Time'), value: clock(step.at), inputmode: 'decimal' });
    at.addEventListener('change', () => this.time(at, step, change));
    const deed = html('select', { ...field('do', 'What is done') });
    deed.append(...Object.entries(TITLES).map(([value, title]) => html('option', { value, selected: value === step.do }, title)));
    deed.addEventListener('change', () => change({ do: /** @type {Deed} */ (deed.value) }));
    const list = isOfSandbox(step.do) ? 'scenario-sandboxes' : 'scenario-wires';
    const object = html('input', { ...field('object', 'Object'), value: step.object, list });
    object.addEventListener('change', () => change({ object: object.value.trim() }));
    const value = html('input', { ...field('value', 'Value'), value: step.value ?? '', placeholder: VALUES[step.do] ?? '', hidden: !VALUES[step.do] });
    value.addEventListener('change', () => change({ value: value.value.trim() }));
    const remove = html(
      'button',
      { class: 'button button-quiet button-icon', type: 'button', disabled: this.desk.barrier !== '', onclick: () => this.edit(removeStep(name, place)) },
      icon('x'),
      html('span', { class: 'visually-hidden' }, `Remove step ${place + 1}`),
    );
    const why = html('p', { class: 'error', 'data-severity': 'warning' }, wrong);
    return html('li', {}, at, deed, object, html('span', { class: 'step-room' }, value), remove, wrong && why);
  }

  /** @param {HTMLInputElement} input @param {Step} step @param {(changed: Partial<Step>) => void} change */
  time(input, step, change) {
    const at = seconds(input.value);
    if (Number.isNaN(at)) {
      this.desk.notices.toast(`“${input.value}” is no time; write it such as 0:10`, { level: 'error' });
      input.value = clock(step.at);
    } else change({ at });
  }
}
