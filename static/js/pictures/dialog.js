/**
 * Asks what picture is wanted, and says how large it will be.
 *
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Choice, Pictures } from './pictures.js'
 */
import { html } from '../dom.js';
import { SCALES, tooLarge } from './png.js';
import { measured } from './stage.js';

/**
 * @param {Dialogs} dialogs
 * @param {Pictures} pictures
 * @param {{format: Choice['format'], onlyChosen: boolean}} first
 * @returns {Promise<Choice | null>} null: never mind
 */
export async function askFor(dialogs, pictures, first) {
  const form = formOf(first, pictures.desk.selection.keys.size);
  const told = html('p', { class: 'soft', role: 'status' });
  const button = html('button', { class: 'button button-primary', value: 'yes' }, 'Export');
  form.append(
    told,
    html('div', { class: 'dialog-actions' }, html('button', { class: 'button', value: '' }, 'Cancel'), button),
  );
  const update = () => {
    const choice = read(form);
    const size = measured(pictures.desk.canvas, pictures.scene(choice.onlyChosen), pictures.caption(choice));
    const why = say(told, choice, size);
    button.disabled = Boolean(why);
    for (const radio of form.querySelectorAll('[name=scale]'))
      /** @type {HTMLInputElement} */ (radio).disabled = choice.format === 'svg';
  };
  form.addEventListener('change', update);
  update();
  const title = 'Export a picture';
  const dialog = html('dialog', { class: 'dialog picture-dialog', 'aria-label': title }, form);
  return (await dialogs.open(dialog)) === 'yes' ? read(form) : null;
}

/**
 * @param {HTMLElement} told
 * @param {Choice} choice
 * @param {{width: number, height: number}} size
 */
function say(told, { format, scale }, size) {
  const why = format === 'png' ? tooLarge(size, scale) : '';
  const pixels = `${size.width * scale} × ${size.height * scale} pixels`;
  told.textContent = why || (format === 'png' ? pixels : 'Sharp at any size; opens in browsers and drawing programs');
  told.classList.toggle('error', Boolean(why));
  return why;
}

/** @param {{format: Choice['format'], onlyChosen: boolean}} first @param {number} chosen  how many are */
const formOf = ({ format, onlyChosen }, chosen) =>
  html(
    'form',
    { class: 'dialog-body', method: 'dialog' },
    html('h2', {}, 'Export a picture'),
    group(
      'Format',
      option('radio', 'format', 'svg', 'SVG', format === 'svg'),
      option('radio', 'format', 'png', 'PNG', format === 'png'),
    ),
    group('Size', ...SCALES.map((each) => option('radio', 'scale', String(each), `${each}×`, each === 2))),
    group(
      'Shows',
      option('checkbox', 'onlyChosen', 'on', 'only what is chosen', onlyChosen && chosen > 0, !chosen),
      option('checkbox', 'background', 'on', 'background', true),
      option('checkbox', 'caption', 'on', 'name and date below', false),
    ),
  );

/** @param {string} title @param {...HTMLElement} options */
const group = (title, ...options) =>
  html('fieldset', { class: 'picture-group' }, html('legend', {}, title), ...options);

/**
 * @param {'radio' | 'checkbox'} type
 * @param {string} name
 * @param {string} value
 * @param {string} title
 * @param {boolean} checked
 * @param {boolean} [disabled]
 */
const option = (type, name, value, title, checked, disabled = false) =>
  html('label', {}, html('input', { type, name, value, checked, disabled }), title);

/** @param {HTMLFormElement} form @returns {Choice} */
function read(form) {
  const has = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).checked;
  const chosen = (/** @type {string} */ name) =>
    /** @type {RadioNodeList} */ (form.elements.namedItem(name)).value;
  return {
    format: chosen('format') === 'svg' ? 'svg' : 'png',
    scale: Number(chosen('scale')),
    onlyChosen: has('onlyChosen'),
    background: has('background'),
    caption: has('caption'),
  };
}
