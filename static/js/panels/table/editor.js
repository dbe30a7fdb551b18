/**
 * The box that a cell's value is typed into, or chosen from.
 *
 * @import { Design } from '../../types.js'
 * @import { Field } from '../../inspector/fields/fields.js'
 */
import { html } from '../../dom.js';

/**
 * @param {Field} field
 * @param {Design} design
 * @param {string} text  what stands there at first
 * @param {string} label
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
export function editor(field, design, text, label) {
  const { control, choices, example, columns } = field;
  const options = control === 'yes' ? ['yes', 'no'] : control === 'choice' ? (choices?.(design) ?? []) : null;
  if (options) return select([...new Set([...options, text])], text, label);
  const input = html('input', {
    class: `input${control === 'number' ? '' : ' mono'}`,
    'aria-label': label,
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: control === 'number' ? 'numeric' : null,
    placeholder: example ?? columns?.[0].example ?? null,
  });
  input.value = text;
  return input;
}

/** @param {string[]} options @param {string} text @param {string} label */
function select(options, text, label) {
  const element = html(
    'select',
    { class: 'input', 'aria-label': label },
    ...options.map((each) => html('option', { value: each }, each || '—')),
  );
  element.value = text;
  return element;
}
