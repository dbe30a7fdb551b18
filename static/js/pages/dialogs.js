/**
 * Opens the page's dialogs. A button with `data-dialog` names its dialog; what the dialog is about comes
 * from the nearest element with `data-name` (a row, or the menu opened for one).
 */

/**
 * @param {HTMLDialogElement} dialog
 * @param {DOMStringMap} about
 */
function prepare(dialog, about) {
  for (const spot of dialog.querySelectorAll('[data-fill]')) spot.textContent = about.name ?? '';
  for (const spot of dialog.querySelectorAll('[data-if-built]')) {
    /** @type {HTMLElement} */ (spot).hidden = about.built === undefined;
  }
  for (const button of dialog.querySelectorAll('[data-unless-built]')) {
    /** @type {HTMLButtonElement} */ (button).disabled = about.built !== undefined;
  }
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
  if (form.dataset.action) form.action = `/topologies/${about.name}/${form.dataset.action}/`;
  forget(form);
  suggest(form, about.name ?? '');
}

/** @param {HTMLFormElement} form What an earlier, refused attempt left behind. */
function forget(form) {
  for (const error of form.querySelectorAll('.error, .problems')) error.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  for (const input of form.querySelectorAll('input:not([type=hidden])')) {
    /** @type {HTMLInputElement} */ (input).value = '';
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function suggest(form, name) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name=name]'));
  if (!input) return;
  if (form.dataset.action === 'rename') input.value = name;
  if (form.dataset.action === 'duplicate') input.value = `${name.slice(0, 27)}-copy`;
}

/** @param {HTMLDialogElement} dialog */
export function open(dialog) {
  dialog.removeAttribute('open'); // as it stands in the page for browsers without scripts
  dialog.showModal();
  const first = /** @type {HTMLInputElement | null} */ (
    dialog.querySelector('[aria-invalid]') ?? dialog.querySelector('input:not([type=hidden])')
  );
  first?.focus();
  if (first?.type === 'text') first.select();
}

document.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (target.closest('[data-dialog]'));
  if (button) {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(button.dataset.dialog ?? ''));
    const about = /** @type {HTMLElement | null} */ (button.closest('[data-name]'));
    prepare(dialog, about?.dataset ?? {});
    open(dialog);
  }
  if (target.closest('[data-close]')) target.closest('dialog')?.close();
});

for (const dialog of document.querySelectorAll('dialog[data-open]')) {
  open(/** @type {HTMLDialogElement} */ (dialog));
}
