/**
 * All problems of the design. A click flies to the object and opens its field.
 *
 * @import { Model } from '../live/model.js'
 * @import { Problem } from '../types.js'
 * @import { Panel } from '../frame/drawer.js'
 */
import { counted } from '../canvas/faces.js';
import { html, icon, show } from '../dom.js';

/** @implements {Panel} */
export class Problems {
  id = 'problems';

  /** @param {Model} model @param {(problem: Problem) => void} go */
  constructor(model, go) {
    this.model = model;
    this.go = go;
    this.said = '';
    this.list = html('ul', { class: 'problem-list', role: 'list' });
    this.empty = html('p', { class: 'panel-empty' }, 'The design has no problems.');
    this.element = html('div', {}, this.list, this.empty);
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
    const now = JSON.stringify(problems);
    if (now === this.said) return;
    this.said = now;
    this.list.replaceChildren(...problems.map((each) => html('li', {}, this.row(each))));
    show(this.empty, problems.length === 0);
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
