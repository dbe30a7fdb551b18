/**
 * All problems of the design. A click flies to the object and opens its field; where it is certain what mends it, a
 * button beside it does.
 *
 * @import { Desk } from '../desk.js'
 * @import { Problem } from '../types.js'
 * @import { Panel } from '../frame/drawer.js'
 */
import { counted } from '../canvas/faces.js';
import { html, icon, show } from '../dom.js';
import { fixable } from '../live/fixing.js';

/** @implements {Panel} */
export class Problems {
  id = 'problems';

  /** @param {Desk} desk @param {(problem: Problem) => void} go */
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
      ...problems.map((each) => html('li', {}, this.row(each), fixes.includes(each) && this.fixButton(each))),
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

  /** @param {Problem} problem */
  row(problem) {
    const { kind, name, field, reason, remedy, severity } = problem;
    return html(
      'button',
      {
        class: 'problem',
        type: 'button',
        'data-severity': severity ?? 'error',
        onclick: () => this.go(problem),
      },
      icon(severity === 'warning' ? 'alert' : 'x'),
      html('span', { class: 'where' }, `${kind} ${name}`),
      html(
        'span',
        {},
        `${severity === 'warning' ? 'Warning: ' : ''}${field ? `${field}: ` : ''}${reason}`,
        remedy && html('span', { class: 'remedy' }, ` — ${remedy}`),
      ),
    );
  }
}
