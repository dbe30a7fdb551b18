/**
 * What can be said of the design before anything runs, and of the network that runs. Choosing a finding chooses on the
 * canvas what it is about. As long as it is open it is worked out again whenever the design has changed.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Message } from '../../types.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Analysis } from './findings.js'
 */
import { html } from '../../dom.js';
import { Unread, read } from '../../live/api.js';
import { FINDINGS, findingList } from './findings.js';
import { Matrix } from './matrix.js';
import { Running } from './running.js';

/** @implements {Content} */
export class AnalysisPanel {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.model = desk.model;
    this.isOpen = false;
    this.asking = false;
    /** The revision that was asked for. */
    this.seen = 0;
    this.failure = '';
    /** @type {Analysis | null} */
    this.found = null;
    this.matrix = new Matrix(desk);
    this.running = new Running(desk, (keys) => this.choose(keys));
    this.chosen = 'reach';
    this.views = [
      this.view('reach', 'Who reaches whom'),
      this.view('running', 'Running network'),
      ...FINDINGS.map(({ id, title }) => this.view(id, title)),
    ];
    this.note = html('p', { class: 'analysis-note', role: 'status' });
    this.body = html('div', { class: 'analysis-body' });
    this.element = html(
      'div',
      { class: 'analysis' },
      html(
        'div',
        { class: 'analysis-head' },
        html('div', { class: 'segments', role: 'group', 'aria-label': 'Analysis of' }, ...this.views),
      ),
      this.note,
      this.body,
    );
    this.showView('reach');
  }

  open() {
    this.isOpen = true;
    this.stop = this.model.subscribe((message) => this.heard(message));
    this.running.update();
    this.ask();
  }

  close() {
    this.isOpen = false;
    this.stop?.();
    this.running.stop();
  }

  /** Why what is chosen does not reach what else is. */
  why() {
    this.showView('running');
    this.running.takeChosen();
  }

  /** @param {Message | null} message */
  heard(message) {
    this.running.update();
    if (message && this.model.topology.revision !== this.seen) this.ask();
  }

  /** Asks for what is to be said of the design as it is now; one question at a time. */
  async ask() {
    if (this.asking || !this.model.loaded) return;
    this.asking = true;
    this.seen = this.model.topology.revision;
    await this.read();
    this.asking = false;
    if (!this.isOpen) return;
    this.fill();
    if (this.found && this.found.revision < this.model.topology.revision) this.ask();
  }

  async read() {
    try {
      this.found = await read(this.model.topology.name, 'analysis/');
      this.failure = '';
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      this.found = null;
      this.failure = error.message;
    }
  }

  fill() {
    const { found, chosen } = this;
    if (chosen === 'running') return this.showRunning();
    this.note.textContent = this.failure ? `No analysis: ${this.failure}` : '';
    const finding = FINDINGS.find((each) => each.id === chosen);
    if (!found) this.body.replaceChildren();
    else if (finding) this.body.replaceChildren(findingList(finding, found, (keys) => this.choose(keys)));
    else this.matrix.fill(found, this.body, (keys) => this.choose(keys));
  }

  /** What is there already stays as it is. */
  showRunning() {
    this.note.textContent = '';
    if (this.running.element.parentElement !== this.body) this.body.replaceChildren(this.running.element);
  }

  /** @param {string[]} keys */
  choose(keys) {
    this.desk.selection.set(keys);
    this.desk.canvas.showAll(keys);
  }

  /** @param {string} id @param {string} title */
  view(id, title) {
    return html(
      'button',
      { type: 'button', 'data-view': id, onclick: () => this.showView(id) },
      title,
    );
  }

  /** @param {string} id */
  showView(id) {
    this.chosen = id;
    for (const each of this.views) each.setAttribute('aria-pressed', String(each.dataset.view === id));
    this.fill();
  }
}
