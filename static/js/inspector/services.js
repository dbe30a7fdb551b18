/**
 * The services of a sandbox: a card each.
 *
 * @import { Condition } from './condition.js'
 * @import { Field } from './fields/fields.js'
 * @import { Service } from './service.js'
 * @import { Shown } from './controls.js'
 */
import { html, icon } from '../dom.js';
import { card } from './service.js';

/** @param {HTMLElement} cards @returns {HTMLElement[]} */
const controlsIn = (cards) => [...cards.querySelectorAll('input, select, textarea, summary, button')].map(
  (each) => /** @type {HTMLElement} */ (each),
);

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
export function servicesControl({ label }, id, disabled, changed) {
  const cards = html('div', { class: 'services', id, role: 'group', 'aria-label': label, tabindex: '-1' });
  const empty = html('p', { class: 'hint' }, 'none');
  /** @type {(() => Service)[]} */
  let readers = [];
  /** @type {Condition[]} */
  let conditions = [];
  let tell = () => {};
  let stored = '';

  const send = () => {
    const services = readers.map((read) => read()).filter(({ name, command }) => name && command.length);
    if (services.length === readers.length && JSON.stringify(services) !== stored) changed(services);
  };
  /** @param {Service[]} services */
  const fill = (services) => {
    const open = [...cards.querySelectorAll('details')].map((each) => each.open);
    const made = services.map((each, i) => card(each, disabled, send, () => drop(i), open[i] ?? false));
    readers = made.map(({ read }) => read);
    conditions = made.map(({ condition }) => condition);
    const at = controlsIn(cards).indexOf(/** @type {HTMLElement} */ (document.activeElement));
    cards.replaceChildren(...made.map(({ element }) => element));
    if (at >= 0) controlsIn(cards)[at]?.focus({ preventScroll: true });
    empty.hidden = services.length > 0;
    tell();
  };
  /** @param {number} at */
  const drop = (at) => {
    const rest = readers.filter((_, i) => i !== at).map((read) => read());
    fill(rest);
    changed(rest.filter(({ name }) => name));
  };
  const add = html(
    'button',
    {
      class: 'button button-quiet',
      type: 'button',
      onclick: () => {
        fill([...readers.map((read) => read()), { name: '', command: [] }]);
        cards.lastElementChild?.querySelector('input')?.focus();
      },
    },
    icon('plus'),
    'Add',
  );
  return {
    element: html(
      'div',
      { class: 'list' },
      cards,
      empty,
      !disabled && html('div', { class: 'row-actions' }, add),
    ),
    input: cards,
    update: (value) => {
      const services = /** @type {Service[]} */ (value ?? []);
      const now = JSON.stringify(services);
      const unfinished = readers.length > services.length && cards.contains(document.activeElement);
      if (now === stored && (unfinished || readers.length === services.length)) return;
      stored = now;
      fill(services);
    },
    tell: (model, sandbox) => {
      tell = () => conditions.forEach((each) => each.update(model, sandbox));
      tell();
    },
  };
}
