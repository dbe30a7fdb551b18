/**
 * The drawing on paper: fitted on one page, black on white, and on the next what has which address. It is made when the
 * browser begins to print, however that was asked for, and is gone afterwards.
 *
 * @import { Desk } from '../desk.js'
 * @import { Bounds } from '../canvas/geometry.js'
 */
import { html } from '../dom.js';
import { dayOf } from './files.js';
import { networkRows, sandboxRows } from './inventory.js';
import { staged } from './stage.js';

export class Paper {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.begin = () => this.lay();
    this.end = () => this.take();
    /** @type {HTMLElement | null} */
    this.element = null;
  }

  connect() {
    addEventListener('beforeprint', this.begin);
    addEventListener('afterprint', this.end);
  }

  disconnect() {
    removeEventListener('beforeprint', this.begin);
    removeEventListener('afterprint', this.end);
    this.take();
  }

  take() {
    this.element?.remove();
    this.element = null;
  }

  lay() {
    this.take();
    const { model, canvas } = this.desk;
    if (!model.loaded) return;
    const { svg, bounds } = staged(canvas, canvas.scene);
    this.element = html(
      'article',
      { class: 'paper' },
      html('section', { class: 'paper-drawing' }, this.heading(), svg),
      ...this.tables(),
    );
    document.body.append(this.element);
    if (canvas.scene.boxes.size) frame(svg, bounds());
  }

  heading() {
    const { name, revision } = this.desk.model.topology;
    const which = this.desk.model.past ? 'an earlier revision' : `revision ${revision}`;
    return html('header', {}, html('h1', {}, name), html('p', {}, `${dayOf(new Date())} · ${which}`));
  }

  tables() {
    const { design } = this.desk.model;
    return [
      table('Sandboxes', ['Sandbox', 'Interface', 'Network', 'Addresses'], sandboxRows(design)),
      table('Networks', ['Network', 'Driver', 'Subnets', 'Gateway'], networkRows(design)),
    ].filter((each) => each !== null);
  }
}

/** @param {SVGSVGElement} svg @param {Bounds} bounds */
function frame(svg, { left, top, right, bottom }) {
  svg.setAttribute('viewBox', `${left} ${top} ${right - left} ${bottom - top}`);
}

/** @param {string} title @param {string[]} head @param {string[][]} rows */
function table(title, head, rows) {
  if (!rows.length) return null;
  return html(
    'section',
    { class: 'paper-table' },
    html('h2', {}, title),
    html(
      'table',
      {},
      html('thead', {}, html('tr', {}, ...head.map((each) => html('th', { scope: 'col' }, each)))),
      html('tbody', {}, ...rows.map((row) => html('tr', {}, ...row.map((each) => html('td', {}, each))))),
    ),
  );
}
