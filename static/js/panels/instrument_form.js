/**
 * What the forms of instruments have in common: sandboxes to choose from, and why nothing can be begun.
 *
 * @import { Desk } from '../desk.js'
 */
import { index } from '../design/objects.js';
import { html } from '../dom.js';

/** @param {string} label */
export const choice = (label) => html('select', { class: 'input', 'aria-label': label });

/** Between the fields. @param {string} text */
export const word = (text) => html('span', { class: 'instrument-word' }, text);

/** A form of these fields in one row. @param {() => void} submitted @param {...(Node | string)} fields */
export function instrumentForm(submitted, ...fields) {
  const form = html('form', { class: 'instrument-form' }, ...fields);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitted();
  });
  return form;
}

/**
 * Offers these names, if they are not those that it offers already; what was chosen stays so.
 * @param {HTMLSelectElement} select
 * @param {string[]} names
 * @param {number} [nth]  is chosen at first
 * @returns {boolean} whether they are others than before
 */
export function offer(select, names, nth = 0) {
  if (names.join() === [...select.options].map(({ value }) => value).join()) return false;
  const before = select.value;
  select.replaceChildren(...names.map((name) => html('option', {}, name)));
  select.value = names.includes(before) ? before : (names[nth] ?? '');
  return true;
}

/**
 * The names of the sandboxes that are chosen, or of which an endpoint is, in the order that they were chosen.
 * @param {Pick<Desk, 'chosen' | 'model'>} desk
 */
export function chosenSandboxes({ chosen, model }) {
  const names = chosen.flatMap(({ kind, name }) => {
    if (kind === 'sandbox') return [name];
    const endpoint = kind === 'endpoint' ? index(model.design).endpoint.get(name) : undefined;
    return endpoint ? [endpoint.sandbox] : [];
  });
  return [...new Set(names)];
}

/**
 * Why nothing can be begun in the running network; empty if it can.
 * @param {Desk} desk
 * @param {string} needs  it to be deployed: why
 * @param {string} what  a viewer may not do
 */
export function whyNot({ model }, needs, what) {
  if (!model.topology.deployed) return `Deploy first: ${needs}.`;
  return model.mayEdit ? '' : `You may look here, not ${what}.`;
}
