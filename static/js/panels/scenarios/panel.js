/**
 * Scenarios: chaos by the clock, saved with the topology and played for all who look.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Intent, Playing, Scenario } from '../../types.js'
 */
import { stepOn } from '../../chaos/clock.js';
import { whyNot } from '../../chaos/may.js';
import { Stage } from '../../chaos/stage.js';
import { find } from '../../design/objects.js';
import { told } from '../../desk.js';
import { html, icon, show } from '../../dom.js';
import { remove, rename } from '../../live/edits.js';
import { addStep, freeName, make } from './edits.js';
import { Steps } from './steps.js';
import { Timeline } from './timeline.js';

const EMPTY =
  'No scenarios yet. A scenario does things to the running network by the clock: at 0:10 it cuts a cable, at 0:20 it restores it. At its end all is as it was.';
const NO_STEPS = 'No steps yet. Choose a cable or a sandbox on the canvas, and add one.';

/** @param {string} title @param {string} picture @param {() => void} run @param {string} [kind] */
const button = (title, picture, run, kind = '') =>
  html('button', { class: `button ${kind}`, type: 'button', onclick: run }, icon(picture), html('span', {}, title));

/** @implements {Content} */
export class ScenariosPanel {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.chosen = '';
    this.said = '';
    this.list = html('div', { class: 'scenario-list', role: 'group', 'aria-label': 'Scenarios' });
    this.fresh = button('New scenario', 'plus', () => this.make());
    this.name = html('input', { class: 'input scenario-name', 'aria-label': 'Name of the scenario', autocomplete: 'off', spellcheck: 'false' });
    this.name.addEventListener('change', () => this.rename());
    this.play = button('Play', 'play', () => this.ask('play'), 'button-primary');
    this.halt = button('Stop', 'stop', () => this.ask('stop'), 'button-danger');
    this.add = button('Add step', 'plus', () => this.edit(addStep(this.chosen, this.desk.chosen)));
    this.trash = button('Delete', 'trash', () => this.edit(remove([{ kind: 'scenario', name: this.chosen }])), 'button-quiet');
    this.why = html('p', { class: 'hint', role: 'status' });
    this.timeline = new Timeline();
    this.steps = new Steps(desk, (intent) => this.edit(intent));
    this.none = html('p', { class: 'panel-empty' });
    this.detail = html(
      'div',
      { class: 'scenario-detail' },
      html('div', { class: 'scenario-head compact' }, this.name, this.play, this.halt, this.add, this.trash),
      this.why,
      this.timeline.element,
      this.steps.element,
      this.none,
    );
    this.empty = html('p', { class: 'panel-empty' }, EMPTY);
    const side = html('div', { class: 'scenario-side compact' }, this.list, this.fresh);
    this.element = html('div', { class: 'scenarios-panel' }, side, this.detail, this.empty);
    this.stage = new Stage(desk.model, (playing, elapsed) => this.update(playing, elapsed));
  }

  open() {
    this.stage.connect();
  }

  close() {
    this.stage.disconnect();
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.stage.update();
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.element.querySelector('button:not([hidden], :disabled)'))?.focus();
  }

  /** @param {Playing | null} playing @param {number} elapsed */
  update(playing, elapsed) {
    const { scenarios } = this.desk.model.design;
    if (!scenarios.some(({ name }) => name === this.chosen)) this.chosen = playing?.scenario ?? scenarios[0]?.name ?? '';
    const scenario = scenarios.find(({ name }) => name === this.chosen);
    this.fill(scenarios, playing);
    show(this.detail, scenario !== undefined);
    show(this.empty, scenario === undefined);
    this.fresh.disabled = this.desk.barrier !== '';
    if (scenario) this.show(scenario, playing, elapsed);
  }

  /** @param {Scenario[]} scenarios @param {Playing | null} playing */
  fill(scenarios, playing) {
    const now = JSON.stringify([scenarios.map(({ name }) => name), this.chosen, playing?.scenario]);
    if (now === this.said) return;
    this.said = now;
    const inside = this.list.contains(document.activeElement);
    this.list.replaceChildren(
      ...scenarios.map(({ name }) =>
        html(
          'button',
          { class: 'scenario', type: 'button', 'aria-pressed': String(name === this.chosen), onclick: () => this.choose(name) },
          name,
          playing?.scenario === name && icon('play'),
        ),
      ),
    );
    if (inside) /** @type {HTMLElement | null} */ (this.list.querySelector('[aria-pressed="true"]'))?.focus();
  }

  /** @param {Scenario} scenario @param {Playing | null} playing @param {number} elapsed */
  show(scenario, playing, elapsed) {
    const mine = playing?.scenario === scenario.name ? playing : null;
    const { barrier, model } = this.desk;
    if (document.activeElement !== this.name) this.name.value = scenario.name;
    for (const each of [this.name, this.add, this.trash]) each.disabled = barrier !== '';
    const why = mine ? '' : whyNot(this.desk) || (playing ? `${playing.scenario} is being played; stop it first` : '') || (scenario.steps.length ? '' : 'it has no steps yet');
    show(this.play, !mine);
    show(this.halt, mine !== null);
    this.play.disabled = why !== '';
    this.halt.disabled = barrier !== '';
    const said = mine ? `Played by ${mine.author || 'the administrator'}.` : why && `Cannot be played: ${why}.`;
    if (this.why.textContent !== said) this.why.textContent = said;
    const steps = mine?.steps ?? scenario.steps;
    show(this.timeline.element, steps.length > 0);
    this.timeline.update(steps, mine && elapsed);
    this.steps.update(scenario);
    const on = mine && stepOn(mine, elapsed);
    this.steps.mark(on ? steps.lastIndexOf(on) : -1);
    const nothing = scenario.steps.length ? '' : model.design.sandboxes.length ? NO_STEPS : 'Draw something first.';
    if (this.none.textContent !== nothing) this.none.textContent = nothing;
    show(this.none, nothing !== '');
  }

  async make() {
    const name = freeName(this.desk.model.design);
    const { done } = await this.desk.edit(make(name));
    if (!done) return;
    this.choose(name);
    this.name.focus();
    this.name.select();
  }

  /** What was refused stands as it was. @param {Intent} intent */
  async edit(intent) {
    const { done } = await this.desk.edit(intent);
    if (!done) this.steps.said = '';
    this.stage.update();
  }

  async rename() {
    const [before, after] = [this.chosen, this.name.value.trim()];
    if (!after || after === before) return;
    const { done } = await this.desk.edit(rename('scenario', before, after));
    this.name.blur();
    this.choose(done && find(this.desk.model.design, 'scenario', after) ? after : before);
  }

  /** @param {'play' | 'stop'} what */
  async ask(what) {
    const { done, problems } = await this.desk.model.ask(what, null, what === 'play' ? { scenario: this.chosen } : {});
    if (!done) this.desk.notices.toast(`Not done: ${told(problems)}`, { level: 'error' });
    (what === 'play' ? this.halt : this.play).focus();
  }
}
