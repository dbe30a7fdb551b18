/**
 * A list of rows. A list without rows is left out; `none` says that there shall be nothing at all.
 *
 * @import { Field } from './fields/fields.js'
 * @import { Shown } from './controls.js'
 */
import { html, icon, show } from '../dom.js';
import { takeBack } from './typed.js';

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
export function listControl(field, id, disabled, changed) {
  const columns = field.columns ?? [];
  const rows = html('div', { class: 'rows', id, role: 'group', 'aria-label': field.label, tabindex: '-1' });
  const empty = html('p', { class: 'hint' });
  let stored = '';
  let sent = '';

  /** @returns {string[][]} */
  const texts = () =>
    [...rows.children].map((row) => [...row.querySelectorAll('input')].map((input) => input.value.trim()));
  /** @param {string[]} row */
  const isWhole = (row) => row.every((text, i) => text || columns[i].mayBeEmpty);
  const send = () => {
    const filled = texts().filter(isWhole);
    if (texts().some((row) => row.some(Boolean) && !isWhole(row))) return;
    const value = filled.map((row) => field.parse?.(row));
    if (JSON.stringify(value) === sent) return;
    sent = JSON.stringify(value);
    changed(value.length || !field.optional ? value : null);
  };
  /** @param {string[]} values */
  const row = (values) => {
    const inputs = columns.map(({ title, example, wide }, i) =>
      html('input', {
        class: `input mono${wide ? ' wide' : ''}`,
        value: values[i] ?? '',
        'aria-label': title,
        placeholder: example,
        disabled,
        autocomplete: 'off',
        spellcheck: 'false',
        onchange: send,
        onkeydown: (/** @type {KeyboardEvent} */ event) =>
          event.key === 'Escape' && takeBack(event, values[i] ?? ''),
      }),
    );
    const element = html(
      'div',
      { class: 'row' },
      ...inputs,
      !disabled &&
        html(
          'button',
          {
            class: 'button button-quiet button-icon',
            type: 'button',
            'aria-label': `Remove ${values[0] ?? 'row'}`,
            onclick: () => {
              element.remove();
              send();
            },
          },
          icon('x'),
        ),
    );
    return element;
  };
  const add = html(
    'button',
    {
      class: 'button button-quiet',
      type: 'button',
      onclick: () => {
        rows.append(row([]));
        show(empty, false);
        rows.lastElementChild?.querySelector('input')?.focus();
      },
    },
    icon('plus'),
    'Add',
  );
  const none =
    field.optional &&
    html(
      'button',
      { class: 'button button-quiet', type: 'button', title: 'Nothing at all', onclick: () => changed([]) },
      'None',
    );
  const auto =
    field.optional &&
    html(
      'button',
      { class: 'button button-quiet', type: 'button', title: field.help ?? '', onclick: () => changed(null) },
      'Automatic',
    );

  return {
    element: html(
      'div',
      { class: 'list' },
      rows,
      empty,
      !disabled && html('div', { class: 'row-actions' }, add, auto, none),
    ),
    input: rows,
    update: (value) => {
      const items = /** @type {any[]} */ (value ?? []);
      const now = JSON.stringify(items);
      sent = now;
      const typing = rows.contains(document.activeElement) && texts().some((each) => !isWhole(each));
      empty.textContent = !items.length
        ? value && field.optional
          ? 'none at all'
          : field.optional
            ? 'automatic'
            : 'none'
        : '';
      if (typing || (now === stored && rows.children.length === items.length && !dirty(rows))) return;
      stored = now;
      const at = indexOfFocus(rows);
      rows.replaceChildren(...items.map((item) => row(field.format?.(item) ?? [])));
      if (at >= 0) [...rows.querySelectorAll('input')][at]?.focus();
      show(empty, !items.length);
    },
  };
}

/** @param {HTMLElement} rows */
const dirty = (rows) =>
  [...rows.querySelectorAll('input')].some(
    (input) => input.value !== input.defaultValue && document.activeElement !== input,
  );

/** @param {HTMLElement} rows */
const indexOfFocus = (rows) =>
  [...rows.querySelectorAll('input')].findIndex((input) => input === document.activeElement);
