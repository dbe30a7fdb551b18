/**
 * The field that names the state which is stored now.
 *
 * @import { Desk } from '../desk.js'
 */
import { told } from '../desk.js';
import { html, icon, show } from '../dom.js';

export class Naming {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.input = html('input', {
      class: 'input',
      id: 'checkpoint-name',
      maxlength: 60,
      autocomplete: 'off',
      placeholder: 'Name this state',
      'aria-describedby': 'checkpoint-error',
      oninput: () => this.refuse(''),
    });
    this.button = html('button', { class: 'button' }, icon('checkpoint'), 'Name');
    this.error = html('p', { class: 'error', id: 'checkpoint-error', role: 'alert' });
    this.element = html(
      'form',
      { class: 'history-naming', onsubmit: (/** @type {Event} */ event) => this.submit(event) },
      html('label', { class: 'visually-hidden', for: 'checkpoint-name' }, 'Name this state'),
      this.input,
      this.button,
      this.error,
    );
  }

  update() {
    const { model, barrier } = this.desk;
    show(this.element, model.mayEdit);
    this.input.disabled = this.button.disabled = Boolean(barrier);
    this.input.title = barrier;
  }

  /** @param {string} why  empty: nothing is wrong */
  refuse(why) {
    this.error.textContent = why;
    this.input.setAttribute('aria-invalid', String(Boolean(why)));
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    const name = this.input.value.trim();
    if (!name) return this.refuse('Write a name first');
    const { done, problems } = await this.desk.model.ask('checkpoint', null, { name });
    if (!done) return this.refuse(told(problems));
    this.input.value = '';
    this.refuse('');
  }
}
