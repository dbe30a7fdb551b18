/** A role chosen in a row is stored at once. */

for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.addEventListener('change', () => /** @type {HTMLFormElement} */ (form).requestSubmit());
}
