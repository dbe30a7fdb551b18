/**
 * The elements of a row. They are kept while the row is in view, and touched only where something changed.
 *
 * @import { State } from '../../types.js'
 * @import { Column } from './columns.js'
 *
 * @typedef {Object} Face  what one cell shows
 * @property {string} text
 * @property {string} implied  shown faintly where there is no text; of a state, why it is so
 * @property {boolean} editable
 * @property {boolean} fits  whether the column means anything for this object
 * @property {boolean} pending
 * @property {boolean} wrong  its text was refused
 * @property {string} reason  of a refusal, or a problem of the design
 * @property {State | null} state
 */
import { html } from '../../dom.js';

/** For the checkbox that chooses the row. */
export const CHOOSE_WIDTH = 36;

/** @param {Column[]} columns */
export const template = (columns) => `${CHOOSE_WIDTH}px ${columns.map(({ width }) => `${width}px`).join(' ')} 1fr`;

/** @param {Column[]} columns */
export const widthOf = (columns) => columns.reduce((sum, { width }) => sum + width, CHOOSE_WIDTH);

/** @param {string} key @param {string} name @param {Column[]} columns @param {boolean} isNew */
export function rowElement(key, name, columns, isNew) {
  const choose = html(
    'div',
    { class: 'cell cell-choose', role: 'gridcell', 'aria-colindex': 1 },
    !isNew && html('input', { type: 'checkbox', tabindex: '-1', 'aria-label': `Choose ${name}` }),
  );
  return html(
    'div',
    { class: `grid-row${isNew ? ' grid-new' : ''}`, role: 'row', 'data-key': key },
    choose,
    ...columns.map((column, at) => cellElement(column, at)),
  );
}

/** @param {Column} column @param {number} at */
const cellElement = ({ id, mono, digits }, at) =>
  html('div', {
    class: `cell${at === 0 ? ' cell-name' : ''}${mono ? ' mono' : ''}${digits ? ' digits' : ''}`,
    role: at === 0 ? 'rowheader' : 'gridcell',
    'aria-colindex': at + 2,
    'data-column': id,
    tabindex: '-1',
  });

/** @param {HTMLElement} cell @param {Column} column @param {Face} face */
export function fill(cell, column, face) {
  const now = JSON.stringify(face);
  if (cell.dataset.shown === now) return;
  cell.dataset.shown = now;
  const { text, implied, editable, fits, pending, wrong, reason, state } = face;
  cell.replaceChildren(...content(column, face));
  cell.classList.toggle('pending', pending);
  cell.classList.toggle('implied', !text && Boolean(implied));
  cell.classList.toggle('unfit', !fits);
  cell.setAttribute('aria-readonly', String(!editable));
  cell.setAttribute('aria-invalid', String(wrong || Boolean(reason)));
  cell.title = reason || (state ? implied : text || implied);
}

/** @param {Column} column @param {Face} face @returns {(Node | string)[]} */
function content({ field, title }, { text, implied, editable, fits, wrong, reason, state }) {
  const said = reason && html('span', { class: 'cell-reason' }, reason);
  if (state) return [html('span', { class: 'state', 'data-state': state }, text)];
  if (!fits) return [];
  if (field?.control !== 'yes' || wrong)
    return [html('span', { class: 'cell-text' }, text || implied), ...(said ? [said] : [])];
  const box = html('input', { type: 'checkbox', tabindex: '-1', 'aria-label': title, disabled: !editable });
  box.checked = text === 'yes';
  return [box, ...(said ? [said] : [])];
}
