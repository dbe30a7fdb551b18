/**
 * The plan: what deploying would do, by object and as commands, and the button that does it. As long as it is open
 * it is worked out again whenever the design or what exists has changed, and shown on the canvas.
 *
 * @import { Desk } from '../desk.js'
 * @import { Lookback } from '../history/lookback.js'
 * @import { Message, Plan as Found } from '../types.js'
 * @import { Panel } from '../frame/drawer.js'
 */
import { PLANNED } from '../canvas/marking.js';
import { told } from '../desk.js';
import { EMPTY } from '../design/objects.js';
import { html, icon, show } from '../dom.js';
import { Unread, read } from '../live/api.js';
import { marksOf } from './plan_marks.js';
import { effectList, problemList, summaryOf } from './plan_list.js';
import { Script } from './script.js';

/** Messages after which something else may be to be done. */
const NEWS = new Set(['snapshot', 'change', 'control', 'report', 'engine']);

/** @implements {Panel} */
export class Plan {
  id = 'plan';
  title = 'Plan';

  /**
   * @param {Desk} desk
   * @param {Lookback} lookback  ended by looking at what will be
   * @param {(object: {kind: string, name: string, field: string}) => void} go
   * @param {() => void} away  closes the panel
   */
  constructor(desk, lookback, go, away) {
    this.desk = desk;
    this.lookback = lookback;
    this.model = desk.model;
    this.go = go;
    this.away = away;
    this.asking = false;
    this.again = false;
    this.switching = false;
    this.isOpen = false;
    this.seen = '';
    this.failure = '';
    /** @type {Found | null} */
    this.found = null;
    this.script = new Script(desk.notices, () => this.model.topology.name);
    this.summary = html('p', { class: 'plan-summary', role: 'status' });
    this.note = html('p', { class: 'plan-note' });
    this.list = html('div', { class: 'plan-list' });
    this.views = [this.view('objects', 'Objects'), this.view('commands', 'Commands')];
    this.auto = html('input', { type: 'checkbox', onchange: () => this.setAuto() });
    this.deploy = html(
      'button',
      { class: 'button button-primary', type: 'button', onclick: () => this.confirm() },
      icon('deploy'),
      html('span', {}, 'Deploy'),
    );
    this.cancel = html('button', { class: 'button', type: 'button', onclick: () => away() }, 'Cancel');
    this.element = html(
      'div',
      { class: 'plan', onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event) },
      html(
        'div',
        { class: 'plan-head compact' },
        this.summary,
        html('div', { class: 'segments', role: 'group', 'aria-label': 'Show as' }, ...this.views),
        html('label', { class: 'plan-auto' }, this.auto, 'Deploy each edit at once'),
        this.cancel,
        this.deploy,
      ),
      this.note,
      this.list,
      this.script.element,
    );
    this.showView('objects');
  }

  open() {
    this.isOpen = true;
    this.lookback.back();
    this.stop = this.model.subscribe((message) => this.heard(message));
    this.ask();
  }

  close() {
    this.isOpen = false;
    this.stop?.();
    this.found = null;
    this.failure = '';
    this.fill();
    this.desk.canvas.mark(null);
  }

  /** The button that deploys, so that Enter does. */
  focus() {
    this.deploy.focus();
  }

  /** @param {Message | null} message */
  heard(message) {
    if (message && NEWS.has(message.type) && this.seen !== this.world()) this.ask();
    else this.update();
  }

  /** What the plan depends on, as far as it is told here. */
  world() {
    const { topology, status, engine } = this.model;
    return JSON.stringify([topology.effective_revision, topology.deployed, status, engine?.alive]);
  }

  /** Asks for the plan; one question at a time. */
  async ask() {
    this.again = this.asking;
    if (this.asking || !this.model.loaded) return this.update();
    this.asking = true;
    this.seen = this.world();
    this.update();
    const answer = await this.read();
    this.asking = false;
    if (!this.isOpen) return;
    Object.assign(this, answer);
    this.mark();
    if (this.again || (this.found && this.found.revision < this.model.topology.effective_revision)) this.ask();
    else this.fill();
  }

  /** @returns {Promise<{found: Found | null, failure: string}>} */
  async read() {
    try {
      return { found: await read(this.model.topology.name, 'plan/'), failure: '' };
    } catch (error) {
      if (error instanceof Unread) return { found: null, failure: error.message };
      throw error;
    }
  }

  /** Shows on the canvas what is known. */
  mark() {
    const { found } = this;
    this.desk.canvas.mark(found && marksOf(found), { ...EMPTY, ...found?.deployed }, PLANNED);
  }

  fill() {
    const { found } = this;
    this.list.replaceChildren(
      ...(found ? [found.problems.length ? problemList(found, this.go) : effectList(found, this.go)] : []),
    );
    this.script.fill(found);
    this.update();
  }

  update() {
    const { found, model, desk } = this;
    const why = this.whyNot();
    this.summary.textContent = this.asking && !found ? 'Working out what would be done…' : this.said();
    this.note.textContent = found?.unseen ?? '';
    show(this.note, Boolean(found?.unseen));
    this.element.toggleAttribute('data-asking', this.asking);
    if (!this.switching) this.auto.checked = model.topology.auto_deploy;
    this.auto.disabled = Boolean(desk.barrier);
    this.deploy.setAttribute('aria-disabled', String(Boolean(why)));
    this.deploy.title = why;
    show(this.deploy, !this.isDone());
    this.cancel.textContent = this.isDone() ? 'Close' : 'Cancel';
  }

  said() {
    if (this.failure) return `No plan: ${this.failure}`;
    return this.found ? summaryOf(this.found) : '';
  }

  /** Whether all is as it would be, so that there is nothing to press. */
  isDone() {
    const { found, model } = this;
    return Boolean(found && !found.unseen && !found.problems.length && !found.actions && model.topology.deployed);
  }

  whyNot() {
    if (this.desk.barrier) return this.desk.barrier;
    if (this.asking) return 'the plan is being worked out';
    return this.found?.problems.length ? 'the design has problems to mend first' : '';
  }

  async confirm() {
    if (this.whyNot()) return;
    const fields = this.found ? { revision: this.found.revision } : {};
    const { done, problems } = await this.model.ask('deploy', null, fields);
    if (done) this.away();
    else this.desk.notices.toast(`Not done: ${told(problems)}`, { level: 'error' });
  }

  /** The box stays as it was clicked until the answer is there. */
  async setAuto() {
    this.switching = true;
    const { done, problems } = await this.model.ask('auto_deploy', null, { on: this.auto.checked });
    if (!done) this.desk.notices.toast(`Not done: ${told(problems)}`, { level: 'error' });
    this.switching = false;
    this.update();
  }

  /** @param {'objects' | 'commands'} id @param {string} title */
  view(id, title) {
    return html(
      'button',
      { type: 'button', 'data-view': id, onclick: () => this.showView(id) },
      title,
    );
  }

  /** @param {string} id */
  showView(id) {
    for (const each of this.views) each.setAttribute('aria-pressed', String(each.dataset.view === id));
    show(this.list, id === 'objects');
    show(this.script.element, id === 'commands');
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.away();
  }
}
