/**
 * Texts put on the clipboard, and a person told of it.
 *
 * @import { Notices } from './notices.js'
 */
import { html } from '../dom.js';

/**
 * @param {string} text
 * @param {Notices} notices
 * @param {{done?: string, otherwise?: string}} [words]  what is said; what can be done where the browser refuses
 */
export async function copy(text, notices, { done = 'The command is copied', otherwise = 'mark it and press Ctrl+C' } = {}) {
  if (await copied(text)) notices.toast(done);
  else notices.toast(`This browser does not let the page copy; ${otherwise}`, { level: 'error' });
}

/** Where the page is not served securely there is no clipboard but the old way. @param {string} text */
async function copied(text) {
  if (navigator.clipboard) {
    const failed = await navigator.clipboard.writeText(text).catch(() => true);
    return failed !== true;
  }
  const area = html('textarea', { class: 'visually-hidden' });
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  before?.focus();
  return done;
}
