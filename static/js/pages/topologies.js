/** The list of topologies: kept fresh while it is seen, found by typing, sorted by a column, a menu a row. */

import { ago } from './time.js';
import { LARGEST_FIRST, comparison } from './sorting.js';

const PERIOD = 2000;

/** @typedef {{name: string, role: string, state: string, word: string, built: boolean, at: string, sentence: string,
 *   thumbnail: string, [cell: string]: string | number | boolean}} Fresh */

const list = /** @type {HTMLElement} */ (document.querySelector('[data-list]'));
const search = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-find]'));
const menu = /** @type {HTMLElement} */ (document.getElementById('row-menu'));
let order = { column: 'name', descending: false };

/** @returns {HTMLTableRowElement[]} */
function rows() {
  return [.../** @type {NodeListOf<HTMLTableRowElement>} */ (list.querySelectorAll('tbody tr'))];
}

/** Asks the server what changed; a list that holds other topologies now is fetched as a whole. */
async function refresh() {
  const answer = await fetch('/states/', { headers: { Accept: 'application/json' }, cache: 'no-cache' });
  if (answer.redirected || answer.status === 403) return location.reload(); // signed out elsewhere
  if (!answer.ok) return;
  const { engine, topologies } = await answer.json();
  showEngine(engine);
  if (sameRows(topologies)) topologies.forEach(show);
  else await replace();
}

/** @param {{alive: boolean}} engine */
function showEngine(engine) {
  const silent = /** @type {HTMLElement} */ (document.querySelector('[data-engine-silent]'));
  silent.hidden = engine.alive;
}

/** @param {Fresh[]} topologies */
function sameRows(topologies) {
  const shown = rows().map((row) => `${row.dataset.name} ${row.dataset.role}`).sort();
  const wanted = topologies.map(({ name, role }) => `${name} ${role}`).sort();
  return shown.join('\n') === wanted.join('\n');
}

/** @param {Fresh} fresh */
function show(fresh) {
  const row = /** @type {HTMLTableRowElement} */ (list.querySelector(`tr[data-name="${CSS.escape(fresh.name)}"]`));
  showState(row, fresh);
  row.toggleAttribute('data-built', fresh.built);
  for (const cell of row.querySelectorAll('[data-cell]')) {
    const text = String(fresh[/** @type {HTMLElement} */ (cell).dataset.cell ?? '']);
    if (cell.textContent !== text) cell.textContent = text;
  }
  showThumbnail(row, fresh);
  row.dataset.at = fresh.at;
  const time = /** @type {HTMLTimeElement} */ (row.querySelector('time'));
  time.dateTime = fresh.at;
  time.title = new Date(fresh.at).toLocaleString();
  time.textContent = ago(new Date(fresh.at));
}

/**
 * @param {HTMLTableRowElement} row
 * @param {Fresh} fresh
 */
function showState(row, { state, word }) {
  if (row.dataset.state === state) return;
  row.dataset.state = state;
  const mark = /** @type {HTMLElement} */ (row.querySelector('.state'));
  mark.dataset.state = state;
  mark.textContent = word;
}

/** @param {HTMLTableRowElement} row @param {Fresh} fresh */
function showThumbnail(row, { thumbnail }) {
  const image = /** @type {HTMLImageElement} */ (row.querySelector('.thumbnail'));
  if (image.getAttribute('src') !== thumbnail) image.src = thumbnail;
}

async function replace() {
  const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
  const fresh = page.querySelector('[data-list]');
  if (!fresh || document.querySelector('dialog[open], .menu:popover-open')) return; // not under somebody's hands
  if (!fresh.querySelector('tbody') || !list.querySelector('tbody')) return location.reload();
  list.replaceChildren(...fresh.childNodes);
  arrange();
  find();
}

function find() {
  const wanted = (search?.value ?? '').trim().toLowerCase();
  let shown = 0;
  for (const row of rows()) {
    const { name = '', owner = '', state = '' } = row.dataset;
    row.hidden = !`${name} ${owner} ${state.replace('_', ' ')}`.toLowerCase().includes(wanted);
    shown += Number(!row.hidden);
  }
  const nothing = /** @type {HTMLElement | null} */ (list.querySelector('[data-nothing]'));
  if (nothing) nothing.hidden = shown > 0;
  const count = document.querySelector('[data-count]');
  if (count) count.textContent = wanted ? `${shown} of ${rows().length}` : String(rows().length);
}

function arrange() {
  const body = list.querySelector('tbody');
  body?.append(...rows().sort(comparison(order.column, order.descending)));
  for (const button of list.querySelectorAll('[data-sort]')) {
    const heading = /** @type {HTMLElement} */ (button.parentElement);
    if (/** @type {HTMLElement} */ (button).dataset.sort !== order.column) heading.removeAttribute('aria-sort');
    else heading.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
  }
}

/** @param {HTMLTableRowElement} row The one menu of the page speaks of this row. */
function aim(row) {
  menu.dataset.name = row.dataset.name;
  if (row.dataset.built === undefined) delete menu.dataset.built;
  else menu.dataset.built = '';
  for (const link of menu.querySelectorAll('a')) {
    const where = link.dataset.go ?? '';
    const tail = { open: '', sharing: 'sharing/' }[where] ?? where;
    link.href = `/topologies/${row.dataset.name}/${tail}`;
  }
  for (const form of menu.querySelectorAll('form')) {
    form.action = `/topologies/${row.dataset.name}/${form.dataset.action}/`;
  }
  for (const item of menu.querySelectorAll('[data-for]')) offer(/** @type {HTMLElement} */ (item), row);
}

/**
 * @param {HTMLElement} item
 * @param {HTMLElement} row An item is there for those who may use it, when it can be used.
 */
function offer(item, row) {
  const roles = (item.dataset.for ?? '').split(' ');
  const built = row.dataset.built === undefined ? 'designed' : 'built';
  item.hidden = !roles.includes(row.dataset.role ?? '') || (item.dataset.when ?? built) !== built;
}

list.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target);
  const sort = /** @type {HTMLElement | null} */ (target.closest('[data-sort]'));
  if (sort?.dataset.sort) {
    const column = sort.dataset.sort;
    order = { column, descending: order.column === column ? !order.descending : LARGEST_FIRST.has(column) };
    arrange();
  }
  if (search && target.closest('[data-clear]')) {
    search.value = '';
    find();
    search.focus();
  }
});
list.addEventListener('click', (event) => {
  const row = /** @type {Element} */ (event.target).closest('[popovertarget=row-menu]')?.closest('tr');
  if (row) aim(row);
}, true);
search?.addEventListener('input', find);

async function tick() {
  if (document.visibilityState !== 'visible') return;
  try {
    await refresh();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the server is away for a moment; the next tick asks again
  }
}

async function keepFresh() {
  await tick();
  setTimeout(keepFresh, PERIOD);
}

document.addEventListener('visibilitychange', tick);
setTimeout(keepFresh, PERIOD);
