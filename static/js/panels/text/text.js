/**
 * The design as YAML. What is drawn shows here at once; what is typed is checked while it is typed and taken into the
 * design by Apply: only what was changed in the text, so that nobody's edit is overwritten.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Panel } from '../../frame/drawer.js'
 * @import { Editor, PlacedProblem } from './editor.js'
 */
import { counted } from '../../canvas/faces.js';
import { html, show } from '../../dom.js';
import { Unread, read, write } from '../../live/api.js';
import { choices } from './completion.js';
import { placeAt } from './place.js';

const PAUSE = 350;

/** @implements {Panel} */
export class Text {
  id = 'text';
  title = 'Text';

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Editor | null} */
    this.editor = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.base = '';
    this.revision = 0;
    /** @type {PlacedProblem[]} */
    this.problems = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.word = html('span', { class: 'text-word', role: 'status' }, 'Loading the text…');
    this.list = html('ul', { class: 'text-problems', role: 'list' });
    this.applyButton = html(
      'button',
      { class: 'button button-primary', type: 'button', title: 'Ctrl + S', onclick: () => this.apply() },
      'Apply',
    );
    this.discardButton = html(
      'button',
      { class: 'button button-quiet', type: 'button', onclick: () => this.discard() },
      'Discard',
    );
    this.field = html('div', { class: 'text-field' });
    const bar = html('div', { class: 'text-bar' }, this.word, this.discardButton, this.applyButton);
    this.element = html('div', { class: 'text-panel' }, bar, this.field, this.list);
  }

  get name() {
    return this.desk.model.topology.name;
  }

  get changed() {
    return this.editor !== null && this.editor.text !== this.base;
  }

  open() {
    this.stop = this.desk.model.subscribe((message) => {
      if (message?.type === 'change' || message?.type === 'snapshot') this.follow();
      this.update();
    });
    this.update();
    if (this.desk.model.loaded) this.begin();
  }

  close() {
    this.stop?.();
    clearTimeout(this.timer);
  }

  async begin() {
    try {
      await this.load();
      await this.follow();
      this.editor?.focus();
    } catch (error) {
      this.word.textContent = error instanceof Unread ? `Not read: ${error.message}` : 'The editor did not arrive; reload the page';
      if (!(error instanceof Unread)) throw error;
    }
  }

  /** Once, also if the panel is opened again while the editor is on its way. */
  load() {
    this.loading ??= this.make().catch((error) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  async make() {
    const [{ Editor }, schema] = await Promise.all([import('./editor.js'), this.schema()]);
    this.editor = new Editor(this.field, {
      complete: (text, offset) => {
        const place = placeAt(text, offset);
        return { begun: place.begun, choices: choices(schema, this.desk.model.design, place) };
      },
      changed: () => this.typed(),
      apply: () => this.apply(),
    });
  }

  async schema() {
    const response = await fetch('/schema/patchboard-v1.json').catch(() => null);
    if (!response?.ok) throw new Unread('the schema cannot be read');
    return response.json();
  }

  /** Takes in what was drawn meanwhile, unless something is typed here that is not applied yet. */
  async follow() {
    const { topology } = this.desk.model;
    if (!this.editor || this.revision === topology.revision || this.changed) return this.update();
    const { revision, text } = await read(this.name, 'text/');
    if (this.changed) return;
    this.revision = revision;
    this.base = text;
    this.editor.set(text);
    this.told([]);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
    this.update();
  }

  /** Tells what is wrong with the text. @returns {Promise<boolean>} whether it could be applied */
  async check() {
    const text = this.editor?.text ?? '';
    const { problems, storable } = await this.asked('check', { text });
    if (problems && this.editor?.text === text) this.told(problems);
    return storable === true;
  }

  async apply() {
    if (!this.editor || !this.changed || this.desk.barrier) return;
    const text = this.editor.text;
    if (!(await this.check())) return this.desk.notices.toast('Not applied: mend what is marked first', { level: 'error' });
    const { revision } = await this.asked('write', { base: this.base, text });
    if (revision === undefined) return;
    if (this.editor.text === text) this.base = text;
    this.revision = 0;
    this.desk.notices.announce('the text is applied');
    await this.follow();
  }

  /** The server's answer; where there is none, it is said why. @param {'check' | 'write'} what @param {Record<string, string>} body */
  async asked(what, body) {
    try {
      return await write(this.name, `text/${what}/`, body);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      this.desk.notices.toast(`Not done: ${error.message}`, { level: 'error' });
      return {};
    }
  }

  discard() {
    this.editor?.set(this.base);
    this.revision = 0;
    this.follow();
  }

  /** @param {PlacedProblem[]} problems */
  told(problems) {
    this.problems = problems;
    this.editor?.mark(problems);
    this.list.replaceChildren(...problems.map((each) => html('li', {}, this.row(each))));
    this.update();
  }

  /** @param {PlacedProblem} problem */
  row({ line, kind, name, field, reason, remedy, severity }) {
    return html(
      'button',
      {
        class: 'row-button text-problem',
        type: 'button',
        'data-severity': severity ?? 'error',
        onclick: () => this.editor?.goTo(line),
      },
      html('span', { class: 'text-line' }, `line ${line}`),
      html('span', {}, `${kind} ${name} ${field}: ${reason}; ${remedy}`),
    );
  }

  update() {
    const { barrier, model } = this.desk;
    this.editor?.allow(!barrier);
    show(this.applyButton, this.changed);
    show(this.discardButton, this.changed);
    show(this.list, this.problems.length > 0);
    if (!this.editor) return;
    const behind = this.changed && this.revision !== model.topology.revision;
    const errors = this.problems.filter((each) => each.severity !== 'warning').length;
    this.word.textContent = [
      barrier && `Read-only: ${barrier}`,
      this.changed ? 'Changed, not applied yet' : 'As it is drawn',
      behind && 'others have edited meanwhile: Apply takes only what you changed',
      errors > 0 && counted(errors, 'problem'),
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
