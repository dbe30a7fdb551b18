/**
 * A table with a cell for every two sandboxes, of what is so from the one to the other.
 *
 * @import { Child } from '../../dom.js'
 *
 * @typedef {'all' | 'some' | 'none' | 'learned' | ''} Share  of the addresses, or of the pings; learned: it depends on
 *   what routing daemons learn
 */
import { html } from '../../dom.js';

/** @param {string} label @param {string[]} names @param {(from: string, to: string) => Child} cell  of two different ones */
export function matrix(label, names, cell) {
  const head = names.map((name) => html('th', { scope: 'col' }, html('span', {}, name)));
  const rows = names.map((from) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, from),
      ...names.map((to) => html('td', {}, from !== to && cell(from, to))),
    ),
  );
  return html(
    'div',
    { class: 'matrix', tabindex: '0', role: 'region', 'aria-label': label },
    html(
      'table',
      {},
      html('thead', {}, html('tr', {}, html('td', { class: 'corner' }, 'from ↓ to →'), ...head)),
      html('tbody', {}, ...rows),
    ),
  );
}

/** @param {string} text @param {string} title  all of it in words @param {Share} share @param {() => void} choose */
export const matrixCell = (text, title, share, choose) =>
  html(
    'button',
    { class: 'matrix-cell', type: 'button', title, 'aria-label': title, 'data-share': share || 'nothing', onclick: choose },
    text,
  );
