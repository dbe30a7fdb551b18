/**
 * A choice among pictures: colours, icons.
 *
 * @import { Field } from './fields/fields.js'
 * @import { Shown } from './controls.js'
 */
import { html } from '../dom.js';

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
export function pictured({ label, choices, picture, normally }, id, disabled, changed) {
  const element = html('div', { class: 'pictured', role: 'radiogroup', 'aria-label': label });
  /** @type {HTMLInputElement[]} */
  let inputs = [];
  /** @param {string} value */
  const choice = (value) => {
    const input = html('input', { type: 'radio', name: id, value, disabled, onchange: () => changed(value || null) });
    inputs.push(input);
    const word = value || 'by what it is';
    return html(
      'label',
      { title: word },
      input,
      picture?.(value),
      html('span', { class: 'visually-hidden' }, word),
    );
  };
  return {
    element,
    input: element,
    update: (value, design) => {
      const all = choices?.(design) ?? [];
      if (inputs.length !== all.length) {
        inputs = [];
        element.replaceChildren(...all.map(choice));
      }
      const now = String(value ?? normally ?? '');
      for (const input of inputs) input.checked = input.value === now;
    },
  };
}
