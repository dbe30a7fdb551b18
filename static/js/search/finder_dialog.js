/** What the finder is made of: a field, the list below it, and how many there are. */
import { html, icon } from '../dom.js';

/** @param {{typed: () => void, pressed: (event: KeyboardEvent) => void}} heard */
export function finderDialog({ typed, pressed }) {
  const input = html('input', {
    class: 'finder-input',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-expanded': 'true',
    'aria-controls': 'finder-list',
    'aria-autocomplete': 'list',
    oninput: typed,
  });
  const list = html('ul', { class: 'finder-list', id: 'finder-list', role: 'listbox', 'aria-label': 'Found' });
  const count = html('p', { class: 'finder-count', role: 'status' });
  const dialog = html(
    'dialog',
    {
      class: 'dialog finder',
      onkeydown: pressed,
      onclick: (/** @type {MouseEvent} */ event) => event.target === dialog && dialog.close(),
    },
    html('div', { class: 'finder-bar' }, icon('search'), input),
    list,
    html(
      'div',
      { class: 'finder-foot' },
      count,
      html('span', {}, key('↑'), ' ', key('↓'), ' choose'),
      html('span', {}, key('Enter'), ' go'),
      html('span', {}, key('Esc'), ' close'),
    ),
  );
  return { dialog, input, list, count };
}

/** @param {string} name */
const key = (name) => html('kbd', { class: 'key' }, name);
