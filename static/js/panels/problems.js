/**
 * All problems of the design. A click flies to the object and opens its field; where it is certain what mends it, a
 * button beside it does.
 *
 * @import { Desk } from '../desk.js'
 * @import { Problem } from '../types.js'
 * @import { Panel } from '../frame/drawer.js'
 * @import { Go } from './problem_row.js'
 */
import { counted } from '../canvas/faces.js';
import { html, show } from '../dom.js';
import { fixable } from '../live/fixing.js';
import { problemRow } from './problem_row.js';

/** @implements {Panel} */
export class Problems {
  id = 'problems';

  /** @param {Desk} desk @param {Go} go */
  constructor(desk, go) {
    this.desk = desk;
    this.model = desk.model;
    this.go = go;
    this.said = '';
    this.list = html('ul', { class: 'problem-list', role: 'list' });
    this.empty = html('p', { class: 'panel-empty' }, 'The design has no problems.');
    this.all = html('button', { class: 'button', type: 'button', onclick: () => this.fix(fixable(this.model.problems)) });
    this.head = html('div', { class: 'problem-head' }, this.all);
    this.element = html('div', { class: 'problems-panel', tabindex: '-1' }, this.head, this.list, this.empty);
  }

  get title() {
    const { problems, loaded } = this.model;
    const errors = problems.filter((each) => each.severity !== 'warning').length;
    const parts = [
      errors && counted(errors, 'problem'),
      problems.length - errors && counted(problems.length - errors, 'warning'),
    ].filter(Boolean);
    return loaded ? parts.join(', ') || 'No problems' : 'Problems';
  }

  open() {
    this.stop = this.model.subscribe(() => this.update());
    this.update();
  }

  close() {
    this.stop?.();
  }

  update() {
    const { problems } = this.model;
    const mayFix = !this.desk.barrier;
    const now = JSON.stringify([problems, mayFix]);
    if (now === this.said) return;
    this.said = now;
    const inside = this.element.contains(document.activeElement);
    const fixes = mayFix ? fixable(problems) : [];
    this.list.replaceChildren(
      ...problems.map((each) => html('li', {}, problemRow(each, this.go), fixes.includes(each) && this.fixButton(each))),
    );
    this.all.textContent = `Fix all ${fixes.length}`;
    show(this.head, fixes.length > 1);
    if (inside && !this.element.contains(document.activeElement)) this.stay();
    show(this.empty, problems.length === 0);
  }

  /** The focus stays in the panel when what had it is gone. */
  stay() {
    const next = this.list.querySelector('.fix, .problem');
    /** @type {HTMLElement} */ (next ?? this.element).focus();
  }

  /** @param {Problem[]} problems */
  async fix(problems) {
    const { done } = await this.desk.fix(problems);
    if (done) this.desk.notices.announce(problems.length > 1 ? `fixed ${problems.length} problems` : 'fixed');
  }

  /** @param {Problem} problem */
  fixButton(problem) {
    const { kind, name, fix } = problem;
    return html(
      'button',
      { class: 'button fix', type: 'button', onclick: () => this.fix([problem]) },
      fix?.title,
      html('span', { class: 'visually-hidden' }, ` for ${kind} ${name}`),
    );
  }
}
