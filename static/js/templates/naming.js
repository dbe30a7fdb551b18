/**
 * Asking for a template's name.
 *
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 */
import { fromKey } from '../design/objects.js';
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

/** Keeps what is chosen as a template. @param {Desk} desk @param {Dialogs} dialogs */
export async function save({ chosen, model, notices }, dialogs) {
  const objects = chosen.filter(isBox).map(({ name }) => name);
  let said = '';
  const done = await nameAsked(dialogs, 'Save as a template', '', 'Save', (name) => {
    said = name;
    return write(model.topology.name, 'own-templates/save/', { name, objects });
  });
  if (done) notices.toast(`Saved the template “${said}”`);
}

/** @param {ReturnType<typeof fromKey>} chosen */
export const isBox = ({ kind }) => kind === 'sandbox' || kind === 'network';
