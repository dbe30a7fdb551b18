/** A role chosen in a row is stored at once; a link is copied by its button. */
import { need } from '../dom.js';

for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.addEventListener('change', () => /** @type {HTMLFormElement} */ (form).requestSubmit());
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const field = /** @type {HTMLInputElement} */ (need('[data-copy-from]'));
    field.select();
    const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    button.lastChild?.replaceWith(copied ? 'Copied' : 'Press Ctrl+C');
  });
}
