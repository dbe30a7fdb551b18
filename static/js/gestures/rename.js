/**
 * Renames an object where it stands. Escape leaves it as it was; why a name is refused stands below it.
 *
 * @import { Desk } from '../desk.js'
 * @import { Kind } from '../types.js'
 */
import { nameProblem } from '../design/names.js';
import { find, fromKey } from '../design/objects.js';
import { told } from '../desk.js';
import { html, need } from '../dom.js';

export class Renaming {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {HTMLElement | null} */
    this.form = null;
  }

  /** @param {string} key */
  open(key) {
    this.close();
    const { kind, name } = fromKey(key);
    const bounds = this.desk.canvas.boundsOf(key);
    if (!bounds || this.desk.barrier || !find(this.desk.model.design, kind, name)) return;
    const at = this.desk.canvas.camera.toView({
      x: (bounds.left + bounds.right) / 2,
      y: (bounds.top + bounds.bottom) / 2,
    });
    const before = kind === 'endpoint' ? name.slice(name.lastIndexOf('.') + 1) : name;
    this.form = this.build(key, kind, name, before);
    this.form.style.left = `${at.x}px`;
    this.form.style.top = `${at.y}px`;
    need('[data-part="above"]').append(this.form);
    need('input', this.form).focus();
    /** @type {HTMLInputElement} */ (need('input', this.form)).select();
  }

  /** @param {string} key @param {Kind} kind @param {string} name @param {string} before */
  build(key, kind, name, before) {
    const error = html('p', { class: 'error', id: 'rename-error' });
    const input = html('input', {
      class: 'input',
      value: before,
      'aria-label': `New name of ${name}`,
      'aria-describedby': 'rename-error',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: kind === 'endpoint' ? 15 : 32,
    });
    /** @param {string} problem */
    const say = (problem) => {
      error.textContent = problem;
      input.setAttribute('aria-invalid', String(Boolean(problem)));
      return problem;
    };
    const submit = async () => {
      const to = input.value.trim();
      if (to === before) return this.close(key);
      if (say(nameProblem(kind, to))) return;
      const { done, problems } = await this.desk.rename(kind, name, to);
      if (done) this.close(this.desk.selection.only ?? undefined);
      else if (find(this.desk.model.design, kind, name)) say(told(problems));
      else say(`Somebody has just renamed or deleted ${name}; Escape closes this.`);
    };
    input.addEventListener('input', () =>
      say(input.value === before ? '' : nameProblem(kind, input.value.trim())),
    );
    input.addEventListener('blur', () => this.close());
    input.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') this.close(key);
      if (event.key === 'Enter') submit();
    });
    return html('div', { class: 'rename' }, input, error);
  }

  /** @param {string} [focus]  what gets the focus back */
  close(focus) {
    const { form } = this;
    this.form = null;
    form?.remove();
    if (focus) this.desk.canvas.focus(focus);
  }
}
