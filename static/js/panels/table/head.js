/**
 * The header row: a click on a title sorts by it, and turns the order round.
 *
 * @import { BuiltKind } from '../../types.js'
 * @import { Column } from './columns.js'
 * @import { Sorting } from './rows.js'
 */
import { html } from '../../dom.js';
import { WORDS } from './columns.js';

/**
 * @param {BuiltKind} kind
 * @param {Column[]} columns
 * @param {(column: string) => void} sort
 * @param {() => void} all  chooses every row, or none
 */
export const headElement = (kind, columns, sort, all) =>
  html(
    'div',
    { class: 'grid-row grid-head', role: 'row', 'aria-rowindex': 1, 'data-key': 'head' },
    html(
      'div',
      { class: 'cell cell-choose', role: 'columnheader', 'aria-colindex': 1 },
      html('input', {
        type: 'checkbox',
        tabindex: '-1',
        'aria-label': `Choose all ${WORDS[kind].many}`,
        onclick: all,
      }),
    ),
    ...columns.map((column, at) => titleElement(column, at, sort)),
  );

/** @param {Column} column @param {number} at @param {(column: string) => void} sort */
const titleElement = ({ id, title, digits, field }, at, sort) =>
  html(
    'div',
    {
      class: `cell${at === 0 ? ' cell-name' : ''}${digits ? ' digits number' : ''}`,
      role: 'columnheader',
      'aria-colindex': at + 2,
      'data-column': id,
    },
    html(
      'button',
      {
        class: 'sort',
        type: 'button',
        tabindex: '-1',
        title: [field?.label, field?.help].filter(Boolean).join(': '),
        onclick: () => sort(id),
      },
      title,
    ),
  );

/** @param {HTMLElement} head @param {Sorting} sorting @param {number} chosen @param {number} shown  rows */
export function updateHead(head, { column, descending }, chosen, shown) {
  for (const cell of head.querySelectorAll('[data-column]')) {
    const isIt = cell.getAttribute('data-column') === column;
    if (isIt) cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
  const box = /** @type {HTMLInputElement} */ (head.querySelector('input'));
  box.checked = shown > 0 && chosen === shown;
  box.indeterminate = chosen > 0 && chosen < shown;
}
