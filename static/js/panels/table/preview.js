/**
 * Shows what a paste would do, and asks.
 *
 * @import { Dialogs } from '../../frame/dialogs.js'
 * @import { DesignObject, BuiltKind, Problem } from '../../types.js'
 * @import { Plan, Refusal } from './paste.js'
 * @import { RowChange } from './changes.js'
 */
import { nameOf } from '../../design/objects.js';
import { html } from '../../dom.js';
import { textOf } from '../../inspector/fields/texts.js';
import { COLUMNS, renames } from './columns.js';
import { sentence } from './paste.js';
import { textIn } from './rows.js';

/** Longer lists say how many more there are. */
const LISTED = 200;

/** @param {Dialogs} dialogs @param {BuiltKind} kind @param {Plan} plan @returns {Promise<boolean>} */
export async function asks(dialogs, kind, plan) {
  const { adds, changes, refused, same } = plan;
  const title = sentence(kind, plan);
  const useful = adds.length + changes.length > 0;
  const form = html(
    'form',
    { class: 'dialog-body', method: 'dialog' },
    html('h2', {}, title),
    list(
      'Rows that cannot be understood, and stay out; what was copied is still on the clipboard',
      refused.map(refusalLine),
    ),
    list(
      'Added',
      adds.map(({ value }) => addLine(kind, value)),
    ),
    list('Changed', changes.map(changeLine)),
    same > 0 && html('p', { class: 'hint' }, `${same} ${same === 1 ? 'row is' : 'rows are'} so already.`),
    html(
      'div',
      { class: 'dialog-actions' },
      html('button', { class: 'button', value: '' }, useful ? 'Cancel' : 'Close'),
      useful && html('button', { class: 'button button-primary', value: 'yes', autofocus: true }, 'Apply'),
    ),
  );
  return (await dialogs.open(html('dialog', { class: 'dialog paste', 'aria-label': title }, form))) === 'yes';
}

/** Says why nothing was done, object by object. @param {Dialogs} dialogs @param {string} title
 * @param {Problem[]} problems */
export async function says(dialogs, title, problems) {
  const form = html(
    'form',
    { class: 'dialog-body', method: 'dialog' },
    html('h2', {}, title),
    list('To be mended first; what was copied is still on the clipboard', problems.map(problemLine)),
    html('div', { class: 'dialog-actions' }, html('button', { class: 'button', value: '' }, 'Close')),
  );
  await dialogs.open(html('dialog', { class: 'dialog paste', 'aria-label': title }, form));
}

/** @param {Problem} problem */
const problemLine = ({ name, field, reason, remedy }) =>
  html(
    'li',
    {},
    html('strong', {}, name),
    html('span', { class: 'error' }, `${field}: ${[reason, remedy].filter(Boolean).join('; ')}`),
  );

/** @param {string} title @param {HTMLElement[]} lines */
function list(title, lines) {
  if (!lines.length) return null;
  const more = lines.length - LISTED;
  return html(
    'section',
    {},
    html('h3', {}, title),
    html(
      'ul',
      { role: 'list', tabindex: '0', 'aria-label': title },
      ...lines.slice(0, LISTED),
      more > 0 && html('li', { class: 'soft' }, `and ${more} more`),
    ),
  );
}

/** @param {Refusal} refusal */
const refusalLine = ({ line, cells, reason }) =>
  html(
    'li',
    {},
    html('span', { class: 'soft' }, `${line}`),
    html('span', { class: 'mono' }, cells.filter(Boolean).join(' · ')),
    html('span', { class: 'error' }, reason),
  );

/** @param {BuiltKind} kind @param {import('../../types.js').Fields} value */
function addLine(kind, value) {
  const object = /** @type {DesignObject} */ (/** @type {unknown} */ (value));
  const said = COLUMNS[kind].flatMap((column) =>
    column.field && !renames(column) && column.id.split('.')[0] in value
      ? [`${column.title}: ${textIn(column, object)}`]
      : [],
  );
  return html('li', {}, html('strong', {}, nameOf(kind, object)), html('span', { class: 'soft' }, said.join(', ')));
}

/** @param {RowChange} change */
const changeLine = ({ name, cells }) =>
  html(
    'li',
    {},
    html('strong', {}, name),
    html(
      'span',
      { class: 'soft' },
      cells
        .map(({ column, value }) => `${column.title}: ${(column.field && textOf(column.field, value)) || 'left out'}`)
        .join(', '),
    ),
  );
