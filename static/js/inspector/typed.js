/**
 * What is typed into a field is sent on Enter (of several lines: Ctrl + Enter) or when leaving; Escape takes it back.
 *
 * @import { Shown } from './controls.js'
 */

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {(written: string) => void} changed
 * @param {(value: unknown) => string} say
 * @returns {Shown}
 */
export function typed(input, changed, say) {
  let stored = '';
  let sent = '';
  input.addEventListener('change', () => {
    const written = input.value.trim();
    if (written === sent) return;
    sent = written;
    changed(written);
  });
  /** @type {HTMLElement} */ (input).addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (input instanceof HTMLInputElement || event.ctrlKey)) input.dispatchEvent(new Event('change'));
    if (event.key === 'Escape') takeBack(event, stored);
  });
  return {
    element: input,
    input,
    update: (value) => {
      const before = stored;
      stored = say(value);
      sent = stored;
      const touched = document.activeElement === input && input.value !== before;
      if (!touched) input.value = stored;
    },
  };
}

/**
 * Escape takes back what was typed; a second one leaves the field.
 * @param {KeyboardEvent} event
 * @param {string} stored
 */
export function takeBack(event, stored) {
  event.stopPropagation();
  const input = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (event.target);
  if (input.value === stored) input.blur();
  input.value = stored;
  input.dispatchEvent(new CustomEvent('takenback', { bubbles: true }));
}
