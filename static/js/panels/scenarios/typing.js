/**
 * What somebody is typing into a row, over its being made anew by what others do, or by the answer to the last edit.
 *
 * @import { Step } from '../../types.js'
 *
 * @typedef {Object} Typing
 * @property {string} what  the column
 * @property {number} place  the row
 * @property {string | null} text  what is typed and not done yet
 * @property {number | null} caret  where in it more would be typed
 */

/** @param {HTMLElement} list @returns {Typing | null} */
export function typingIn(list) {
  const field = /** @type {HTMLInputElement | null} */ (document.activeElement);
  if (!field?.dataset.field || !list.contains(field)) return null;
  const [what, place] = field.dataset.field.split('-');
  const isTyped = field.tagName === 'INPUT' && field.value !== field.defaultValue;
  return { what, place: Number(place), text: isTyped ? field.value : null, caret: field.selectionStart };
}

/** Goes on with it there. @param {HTMLElement} list @param {Typing} typing @param {number} place */
export function goOn(list, { what, text, caret }, place) {
  const field = /** @type {HTMLInputElement | null} */ (list.querySelector(`[data-field="${what}-${place}"]`));
  field?.focus();
  if (!field || text === null) return;
  field.value = text;
  field.setSelectionRange(caret, caret);
  let done = false;
  field.addEventListener('change', () => (done = true));
  // the browser tells of no change, if nothing more is typed
  field.addEventListener('blur', () => done || field.dispatchEvent(new Event('change')));
}

/** Where each step has gone to; -1: that is not known. One that was changed is the one that is left over.
 * @param {Step[]} before @param {Step[]} after */
export function whereTo(before, after) {
  const left = after.map((step) => JSON.stringify(step));
  const gone = before.map((step) => {
    const place = left.indexOf(JSON.stringify(step));
    if (place >= 0) left[place] = '';
    return place;
  });
  const changed = gone.indexOf(-1);
  const rest = left.flatMap((step, place) => (step ? [place] : []));
  if (rest.length === 1 && changed >= 0 && changed === gone.lastIndexOf(-1)) gone[changed] = rest[0];
  return gone;
}
