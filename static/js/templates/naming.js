/**
 * Asking for a template's name.
 *
 * @import { Fragment } from '../arranging/fragment.js'
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 */
import { html } from '../dom.js';
import { Unread, write } from '../live/api.js';

/**
 * @param {Dialogs} dialogs
 * @param {string} title
 * @param {string} name  to begin with
 * @param {string} button
 * @param {(name: string) => Promise<unknown>} act  with the name; why it was refused is shown, and asked again
 * @returns {Promise<boolean>} whether it was done
 */
export async function nameAsked(dialogs, title, name, button, act) {
  const error = html('p', { class: 'error', id: 'template-name-error', role: 'alert' });
  const input = html('input', {
    ...{ class: 'input', id: 'template-name', value: name, maxlength: 60, required: true, autocomplete: 'off' },
    'aria-describedby': error.id,
  });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await act(input.value.trim());
      dialog.close('done');
    } catch (refused) {
      if (!(refused instanceof Unread)) throw refused;
      error.textContent = refused.message;
      input.focus();
    }
  };
  const form = html(
    'form',
    { class: 'dialog-body', onsubmit: send },
    html('h2', {}, title),
    html('div', { class: 'field' }, html('label', { for: input.id }, 'Name'), input, error),
    html(
      'div',
      { class: 'dialog-actions' },
      html('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      html('button', { class: 'button button-primary', type: 'submit' }, button),
    ),
  );
  const dialog = html('dialog', { class: 'dialog', 'aria-label': title }, form);
  const closed = dialogs.open(dialog);
  input.select();
  return (await closed) === 'done';
}

/** Keeps what is chosen, and what lies in an area that is, as a template. @param {Desk} desk @param {Dialogs} dialogs
 * @param {Fragment} fragment
 */
export async function save({ model, notices }, dialogs, fragment) {
  const part = told(fragment);
  let said = '';
  const done = await nameAsked(dialogs, 'Save as a template', '', 'Save', (name) => {
    said = name;
    return write(model.topology.name, 'own-templates/save/', { name, ...part });
  });
  if (done) notices.toast(`Saved the template “${said}”`);
}

/** Of what objects a template is to be made, as docs/api.md has it. @param {Fragment} fragment */
export function told({ sandboxes, networks, areas, notes, marks, layout }) {
  const names = (/** @type {{name: string}[]} */ all) => all.map(({ name }) => name);
  const objects = names([...sandboxes, ...networks]);
  return { objects, areas: names(areas), notes: names(notes), marks: names(marks), layout };
}
