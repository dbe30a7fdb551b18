/**
 * One table of the kernel's, with the commands that print the same. Cells that have just changed light up.
 *
 * @import { Changed, KernelTable } from './tables.js'
 */
import { arrange, html, icon } from '../../dom.js';
import { reducedMotion } from '../../motion.js';

const NUMBER = /^-?[0-9]+$/;

export class TableView {
  /** @param {(text: string) => void} copy */
  constructor(copy) {
    this.copy = copy;
    this.element = html('div', { class: 'kernel-table' });
    /** @type {KernelTable | null} */
    this.table = null;
    /** @type {Map<string, HTMLTableRowElement>} */
    this.rows = new Map();
  }

  /** @param {KernelTable} table */
  show(table) {
    this.table = table;
    this.rows.clear();
    this.body = html('tbody');
    this.empty = html('p', { class: 'panel-empty' }, 'None.');
    const isText = table.columns.length === 1;
    this.element.replaceChildren(
      html('ul', { class: 'kernel-commands', role: 'list' }, ...table.commands.map((each) => this.command(each))),
      html(
        'table',
        { class: `live-table${isText ? ' kernel-text' : ''}`, 'aria-label': table.title },
        html('thead', { hidden: isText }, html('tr', {}, ...table.columns.map((each) => html('th', { scope: 'col' }, each)))),
        this.body,
      ),
      this.empty,
    );
    this.fill([]);
  }

  /** @param {Changed[]} changed */
  fill(changed) {
    if (!this.table || !this.body || !this.empty) return;
    const { rows } = this.table;
    for (const key of this.rows.keys()) if (!rows.has(key)) this.rows.delete(key);
    for (const [key, cells] of rows) this.write(key, cells);
    arrange(this.body, [...rows.keys()].flatMap((key) => this.rows.get(key) ?? []));
    this.empty.hidden = rows.size > 0;
    if (!reducedMotion()) for (const { key, columns } of changed) this.light(key, columns);
  }

  /** @param {string} key @param {string[]} cells */
  write(key, cells) {
    const row = this.rows.get(key) ?? html('tr', {}, ...cells.map(() => html('td')));
    this.rows.set(key, row);
    cells.forEach((text, at) => {
      const cell = row.cells[at];
      if (cell.textContent === text) return;
      cell.textContent = text;
      cell.classList.toggle('number', NUMBER.test(text));
    });
  }

  /** @param {string} key @param {number[]} columns */
  light(key, columns) {
    for (const at of columns) {
      const cell = this.rows.get(key)?.cells[at];
      cell?.animate?.([{ background: 'var(--changed)' }, { background: 'transparent' }], { duration: 1200, easing: 'ease-out' });
    }
  }

  /** @param {string} command */
  command(command) {
    return html(
      'li',
      {},
      html('code', {}, command),
      html(
        'button',
        {
          class: 'button button-quiet button-icon',
          type: 'button',
          title: 'Copy the command',
          onclick: () => this.copy(command),
        },
        icon('copy'),
        html('span', { class: 'visually-hidden' }, `Copy ${command}`),
      ),
    );
  }
}
