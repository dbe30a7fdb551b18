/**
 * The controls of fields. Each shows a value, and calls `changed` with a new one when the person is done
 * with it.
 *
 * @import { Design, DesignObject } from '../types.js'
 * @import { Field } from './fields/fields.js'
 * @import { Model } from '../live/model.js'
 *
 * @typedef {Object} Shown
 * @property {HTMLElement} element
 * @property {HTMLElement} input  what the label is for
 * @property {(value: unknown, design: Design, object: DesignObject) => void} update
 * @property {(model: Model, name: string) => void} [tell]  the states of what is in it, given the object's name
 */
import { EMPTY } from '../design/objects.js';
import { html } from '../dom.js';
import { meant, textOf } from './fields/texts.js';
import { listControl } from './lists.js';
import { servicesControl } from './services.js';
import { pictured } from './pictured.js';
import { typed } from './typed.js';

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
export function control(field, id, disabled, changed) {
  if (field.control === 'yes') return checkbox(field, id, disabled, changed);
  if (field.control === 'choice') return choice(field, id, disabled, changed);
  if (field.control === 'pictured') return pictured(field, id, disabled, changed);
  if (field.control === 'lines') return lines(field, id, disabled, changed);
  if (field.control === 'list') return listControl(field, id, disabled, changed);
  if (field.control === 'services') return servicesControl(field, id, disabled, changed);
  return text(field, id, disabled, changed);
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
function checkbox({ normally }, id, disabled, changed) {
  const input = html('input', { id, type: 'checkbox', disabled });
  input.addEventListener('change', () => changed(input.checked));
  return {
    element: input,
    input,
    update: (value) => {
      input.checked = Boolean(value ?? normally);
    },
  };
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
function choice({ choices, normally }, id, disabled, changed) {
  const input = html('select', { class: 'input', id, disabled });
  input.addEventListener('change', () => changed(input.value || null));
  let shown = '';
  return {
    element: input,
    input,
    update: (value, design) => {
      const now = String(value ?? normally ?? '');
      const all = [...new Set([...(choices?.(design) ?? []), now])];
      if (shown !== all.join())
        input.replaceChildren(...all.map((each) => html('option', { value: each }, each || 'none')));
      shown = all.join();
      if (document.activeElement !== input || input.value !== now) input.value = now;
    },
  };
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
function text(field, id, disabled, changed) {
  const { control: kind, example, normally, becomes, plain, longest } = field;
  const mono = kind === 'text' && !plain ? ' mono' : '';
  const input = html('input', {
    class: `input${mono}`,
    id,
    disabled,
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: kind === 'number' ? 'numeric' : null,
    placeholder: example ?? String(normally ?? ''),
    maxlength: longest,
  });
  /** What means nothing is sent as it is: the server says what is wrong with it. @param {string} written */
  const send = (written) => {
    const { value, reason } = meant(field, written, EMPTY);
    changed(reason ? written : value);
  };
  const shown = typed(input, send, (value) => textOf(field, value));
  return {
    ...shown,
    update: (value, design, object) => {
      shown.update(value, design, object);
      if (becomes) input.placeholder = becomes(design, object);
    },
  };
}

/**
 * Several lines: Enter makes a new one, so it is sent when leaving, or by Ctrl + Enter.
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
function lines({ longest }, id, disabled, changed) {
  const input = html('textarea', { class: 'input', id, disabled, rows: 6, maxlength: longest });
  const { update } = typed(input, changed, (value) => String(value ?? ''));
  return { element: input, input, update };
}
