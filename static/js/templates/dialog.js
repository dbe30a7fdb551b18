/**
 * Choosing a template: a list, its parameters, and a picture of what it would draw.
 *
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Wish } from './inserting.js'
 *
 * @typedef {{name: string, title: string, default: number, smallest: number, largest: number}} Parameter
 * @typedef {{name: string, title: string, sentence: string, parameters: Parameter[]}} Template
 * @typedef {{id: number, name: string, created: string}} Own
 * @typedef {{key: string, title: string, sentence: string, parameters: Parameter[], path: string, own: Own | null}} Offer
 */
import { html, icon, show } from '../dom.js';
import { Unread, readShared, write } from '../live/api.js';
import { fetched, insert } from './inserting.js';
import { countsOf } from './part.js';
import { pictureOf } from './pictures.js';
import { preview } from './preview.js';
import { nameAsked } from './naming.js';

/** @param {Template} template @returns {Offer} */
const offered = ({ name, title, sentence, parameters }) => ({
  ...{ key: name, title, sentence, parameters, path: `templates/${name}/`, own: null },
});

/** @param {Own} own @returns {Offer} */
const kept = (own) => ({
  key: `own-${own.id}`,
  title: own.name,
  sentence: `Yours, saved on ${new Date(own.created).toLocaleDateString()}.`,
  parameters: [],
  path: `own-templates/${own.id}/`,
  own,
});

export class TemplatesDialog {
  /** @param {Desk} desk @param {Dialogs} dialogs */
  constructor(desk, dialogs) {
    this.desk = desk;
    this.dialogs = dialogs;
    /** @type {Offer[]} */
    this.offers = [];
    /** @type {Offer | null} */
    this.chosen = null;
    this.asked = 0;
    this.list = html('div', { class: 'template-list', role: 'radiogroup', 'aria-label': 'Templates' });
    this.title = html('h3', {});
    this.sentence = html('p', { class: 'soft' });
    this.fields = html('div', { class: 'template-fields' });
    this.picture = html('div', { class: 'template-stage' });
    this.counts = html('p', { class: 'soft template-counts', role: 'status' });
    this.error = html('p', { class: 'error', role: 'alert' });
    this.own = html(
      'div',
      { class: 'template-own' },
      this.button('Rename…', 'pencil', () => this.rename()),
      this.button('Delete…', 'trash', () => this.remove()),
    );
    this.insert = html('button', { class: 'button button-primary', type: 'submit' }, 'Insert');
    this.form = this.laidOut();
  }

  laidOut() {
    const cancel = html('button', { class: 'button', type: 'button', onclick: () => this.dialog?.close() }, 'Cancel');
    return html(
      'form',
      { class: 'dialog-body', onsubmit: (/** @type {Event} */ event) => this.submit(event) },
      html('h2', {}, 'Insert a template'),
      html(
        'div',
        { class: 'template-columns' },
        this.list,
        html('div', { class: 'template-detail' }, this.title, this.sentence, this.fields, this.picture, this.error),
      ),
      html('div', { class: 'dialog-actions' }, this.counts, this.own, cancel, this.insert),
    );
  }

  /** @param {string} title @param {string} sign @param {() => void} run */
  button(title, sign, run) {
    return html('button', { class: 'button button-quiet', type: 'button', onclick: run }, icon(sign), title);
  }

  async open() {
    this.dialog = html('dialog', { class: 'dialog templates', 'aria-label': 'Insert a template' }, this.form);
    this.dialogs.open(this.dialog);
    await this.load();
  }

  /** @param {string} [key]  what is to be chosen */
  async load(key) {
    try {
      const { templates, own } = await readShared('templates/');
      this.offers = [...templates.map(offered), ...own.map(kept)];
    } catch (error) {
      return this.fail(error);
    }
    const chosen = this.offers.find((each) => each.key === (key ?? this.chosen?.key)) ?? this.offers[0];
    this.list.replaceChildren(...this.offers.map((each) => this.row(each, each === chosen)));
    this.choose(chosen);
    /** @type {HTMLElement | null} */ (this.list.querySelector('input:checked'))?.focus();
  }

  /** @param {Offer} offer @param {boolean} checked */
  row(offer, checked) {
    const input = html('input', {
      ...{ class: 'template-radio', type: 'radio', name: 'template', value: offer.key, checked },
      onchange: () => this.choose(offer),
    });
    return html(
      'label',
      { class: 'template-row' },
      input,
      pictureOf(offer.key),
      html('span', {}, offer.title, offer.own && html('small', {}, 'yours')),
    );
  }

  /** @param {Offer} offer */
  choose(offer) {
    this.chosen = offer;
    this.title.textContent = offer.title;
    this.sentence.textContent = offer.sentence;
    this.fields.replaceChildren(...offer.parameters.map((each) => this.field(each)));
    show(this.own, offer.own !== null);
    return this.draw();
  }

  /** @param {Parameter} parameter */
  field({ name, title, smallest, largest, default: value }) {
    const id = `template-${name}`;
    const input = html('input', {
      ...{ class: 'input', id, name, type: 'number', min: smallest, max: largest, step: 1, value, required: true },
      oninput: () => this.draw(),
    });
    return html('div', { class: 'field' }, html('label', { for: id }, title), input);
  }

  /** What is asked for now; null while a field says what cannot be. @returns {Wish | null} */
  wish() {
    if (!this.chosen || !this.form.checkValidity()) return null;
    const inputs = [...this.fields.querySelectorAll('input')];
    return {
      path: this.chosen.path,
      parameters: Object.fromEntries(inputs.map((each) => [each.name, each.valueAsNumber])),
    };
  }

  async draw() {
    const asked = (this.asked += 1);
    const wish = this.wish();
    const wrong = [...this.fields.querySelectorAll('input')].find((each) => !each.validity.valid);
    this.error.textContent = wrong ? `${wrong.labels?.[0].textContent}: give ${wrong.min} to ${wrong.max}` : '';
    this.insert.disabled = !wish || Boolean(this.desk.barrier);
    this.insert.title = this.desk.barrier;
    if (!wish) return;
    try {
      const design = await fetched(this.desk, wish);
      if (asked !== this.asked) return;
      this.picture.replaceChildren(preview(design));
      this.counts.textContent = countsOf(design);
    } catch (error) {
      if (asked === this.asked) this.fail(error);
    }
  }

  /** @param {unknown} error */
  fail(error) {
    if (!(error instanceof Unread)) throw error;
    this.error.textContent = error.message;
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    const wish = this.wish();
    if (!wish || this.desk.barrier) return;
    this.insert.disabled = true;
    try {
      this.dialog?.close();
      await insert(this.desk, wish);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      this.desk.notices.toast(`Not inserted: ${error.message}`, { level: 'error' });
    }
  }

  async rename() {
    const { own, key } = /** @type {Offer} */ (this.chosen);
    const done = await nameAsked(this.dialogs, 'Rename the template', own?.name ?? '', 'Rename', (name) =>
      write(this.desk.model.topology.name, 'own-templates/rename/', { id: own?.id, name }),
    );
    if (done) await this.load(key);
  }

  async remove() {
    const { own, title } = /** @type {Offer} */ (this.chosen);
    const text = 'What was drawn with it stays as it is.';
    if (!(await this.dialogs.confirm({ title: `Delete the template “${title}”?`, text, button: 'Delete' }))) return;
    try {
      await write(this.desk.model.topology.name, 'own-templates/delete/', { id: own?.id });
    } catch (error) {
      return this.fail(error);
    }
    await this.load('');
  }
}
