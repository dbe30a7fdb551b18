/**
 * Writes on what is only drawn, where it stands: an area's title, a note's text. What was written is kept when one
 * goes on to something else; Escape leaves it as it was.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Area, Intent, Note } from '../types.js'
 */
import { find, fromKey, isFigure } from '../design/objects.js';
import { html, need } from '../dom.js';
import { addFigure } from '../figures/edits.js';
import { NOTE_WIDTH, heightOf } from '../figures/notes.js';
import { setFields } from '../live/edits.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Input */

const LEAST = 176;

export class Writing {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {{form: HTMLElement, input: Input, at: Point, width: number, height: number, stop: () => unknown} | null} */
    this.writes = null;
  }

  /** Whether anything can be written on it. @param {string} key */
  fits(key) {
    const { kind } = fromKey(key);
    return kind === 'area' || kind === 'note';
  }

  /** @param {string} key */
  open(key) {
    const { kind, name } = fromKey(key);
    const figure = isFigure(kind) && find(this.desk.model.design, kind, name);
    if (!figure || this.desk.barrier || !this.fits(key)) return;
    if (kind === 'area') {
      const { title = '', at, size } = /** @type {Area} */ (figure);
      const input = html('input', { class: 'input', value: title, maxlength: 80, autocomplete: 'off' });
      return this.show(input, at, size[0], title, key, (to) => setFields(kind, name, { title: to }));
    }
    const { text, at, width = NOTE_WIDTH } = /** @type {Note} */ (figure);
    this.show(paper(text), at, width, text, key, (to) => (to ? setFields(kind, name, { text: to }) : null));
  }

  /** A new note, which is there once something is written. @param {Point} at */
  begin({ x, y }) {
    if (this.desk.barrier) return;
    const place = /** @type {[number, number]} */ ([Math.round(x), Math.round(y)]);
    const add = (/** @type {string} */ text) => (text ? addFigure('note', { text, at: place }) : null);
    this.show(paper(''), place, NOTE_WIDTH, '', null, add);
  }

  /**
   * @param {Input} input
   * @param {[number, number]} at
   * @param {number} width
   * @param {string} before
   * @param {string | null} key
   * @param {(to: string) => Intent | null} meant  null: nothing is to be done
   */
  show(input, [x, y], width, before, key, meant) {
    this.close();
    const isNote = input instanceof HTMLTextAreaElement;
    input.setAttribute('aria-label', isNote ? 'Text of the note' : 'Title of the area');
    const hint = html('p', { class: 'writing-hint' }, isNote ? 'Ctrl + Enter keeps it, Esc does not' : 'Enter keeps it, Esc does not');
    const form = html('div', { class: 'writing', 'data-of': isNote ? 'note' : 'area' }, input, hint);
    const keep = () => {
      const to = input.value.trim();
      const intent = to === before ? null : meant(to);
      this.close();
      if (intent) this.keep(intent, key);
      else if (key) this.desk.canvas.focus(key);
    };
    input.addEventListener('blur', () => this.writes?.form === form && keep());
    form.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && (!isNote || event.ctrlKey || event.metaKey)) keep();
      if (event.key !== 'Escape') return;
      this.close();
      if (key) this.desk.canvas.focus(key);
    });
    need('[data-part="above"]').append(form);
    const height = isNote ? heightOf({ name: '', text: before, at: [x, y], width }) : 0;
    this.writes = { form, input, at: { x, y }, width, height, stop: this.desk.canvas.camera.subscribe(() => this.place()) };
    this.place();
    input.focus();
    input.select();
  }

  /** @param {Intent} intent @param {string | null} key  what gets the focus back; null: what is new */
  async keep(intent, key) {
    if (!key) return this.desk.add(intent);
    this.desk.canvas.focus(key);
    await this.desk.edit(intent);
  }

  /** Over the figure, as large as it is seen, but never too small to write in. */
  place() {
    if (!this.writes) return;
    const { form, input, at, width, height } = this.writes;
    const { camera } = this.desk.canvas;
    const { x, y } = camera.toView(at);
    const { k } = camera.transform;
    form.style.transform = `translate(${x}px, ${y}px)`;
    form.style.width = `${Math.max(LEAST, width * k)}px`;
    input.style.minHeight = `${height * k}px`;
    input.style.fontSize = `${Math.max(13, 13 * k)}px`;
  }

  close() {
    const open = this.writes;
    this.writes = null;
    open?.stop();
    open?.form.remove();
  }
}

/** @param {string} text */
const paper = (text) => {
  const input = html('textarea', { class: 'input', rows: 4, maxlength: 2000 });
  input.value = text;
  return input;
};
