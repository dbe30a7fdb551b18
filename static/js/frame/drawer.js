/**
 * The drawer at the bottom: all problems of the design. A click flies to the object and opens its field.
 *
 * @import { Model } from '../live/model.js'
 * @import { Problem } from '../types.js'
 */
import { counted } from '../canvas/faces.js';
import { html, icon, need, show } from '../dom.js';

const REMEMBERED = 'patchboard.drawer';

export class Drawer {
  /** @param {Model} model @param {(problem: Problem) => void} go */
  constructor(model, go) {
    this.model = model;
    this.go = go;
    this.open = localStorage.getItem(REMEMBERED) === 'open';
    this.said = '';
    this.summary = html('span');
    this.handle = html(
      'button',
      { class: 'drawer-handle', type: 'button', 'aria-controls': 'problems', onclick: () => this.toggle() },
      this.summary,
      html('span', { class: 'chevron' }, icon('chevron-down')),
    );
    this.list = html('ul', { class: 'drawer-list', id: 'problems', role: 'list' });
    need('[data-part="drawer"]').replaceChildren(this.handle, this.list);
  }

  connect() {
    this.stop = this.model.subscribe(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
  }

  toggle() {
    this.open = !this.open;
    localStorage.setItem(REMEMBERED, this.open ? 'open' : 'closed');
    this.fold();
  }

  fold() {
    this.handle.setAttribute('aria-expanded', String(this.open));
    show(this.list, this.open && this.model.problems.length > 0);
  }

  update() {
    const { problems } = this.model;
    const now = JSON.stringify(problems);
    if (now !== this.said) {
      this.said = now;
      this.list.replaceChildren(...problems.map((each) => html('li', {}, this.row(each))));
    }
    const errors = problems.filter((each) => each.severity !== 'warning').length;
    const parts = [
      errors && counted(errors, 'problem'),
      problems.length - errors && counted(problems.length - errors, 'warning'),
    ].filter(Boolean);
    this.summary.textContent = this.model.loaded ? parts.join(', ') || 'No problems' : '';
    this.fold();
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
      icon('alert'),
      html('span', { class: 'where' }, `${kind} ${name}`),
      html(
        'span',
        {},
        `${field ? `${field}: ` : ''}${reason}`,
        remedy && html('span', { class: 'remedy' }, ` — ${remedy}`),
      ),
    );
  }
}
