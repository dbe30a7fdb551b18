/**
 * The panel at the right: every field of the one object that is chosen, each with its problems.
 *
 * @import { Desk } from '../desk.js'
 * @import { Traffic } from '../traffic/traffic.js'
 * @import { DesignObject, Kind, Problem } from '../types.js'
 * @import { Field } from './fields/fields.js'
 * @import { Shown } from './controls.js'
 *
 * @typedef {{field: Field, shown: Shown, element: HTMLElement, error: HTMLElement, refused: Problem[]}} Row
 */
import { find, fromKey, isFigure } from '../design/objects.js';
import { setFields } from '../live/edits.js';
import { html, need, show } from '../dom.js';
import { ChaosSection } from '../chaos/section.js';
import { control } from './controls.js';
import { FIELDS, isAbout, isName, isSet, nameField, read, written } from './fields/fields.js';
import { Flow } from './flow.js';
import { Heading } from './heading.js';
import { joins } from './joins.js';
import { hideEmpty, sections, unfold } from './sections.js';

export class Inspector {
  /** @param {Desk} desk @param {Traffic} traffic @param {(sandbox: string) => void} openTerminal */
  constructor(desk, traffic, openTerminal) {
    this.desk = desk;
    this.traffic = traffic;
    this.openTerminal = openTerminal;
    this.panel = need('[data-part="inspector"]');
    /** @type {string | null} */
    this.key = null;
    /** Whose sections were unfolded, as far as something is set there. @type {string | null} */
    this.unfolded = null;
    /** @type {Row[]} */
    this.rows = [];
    this.editable = true;
    this.takenBack = (/** @type {Event} */ event) => this.forgive(/** @type {Node} */ (event.target));
  }

  connect() {
    this.panel.addEventListener('takenback', this.takenBack);
    this.stops = [
      this.desk.selection.subscribe(() => this.update()),
      this.desk.canvas.subscribe(() => this.update()),
      this.traffic.subscribe(() => this.key && this.flow?.update(fromKey(this.key).name)),
    ];
    this.update();
  }

  disconnect() {
    this.panel.removeEventListener('takenback', this.takenBack);
    this.stops?.forEach((stop) => stop());
  }

  update() {
    const key = this.desk.selection.only;
    const object = key && find(this.desk.model.design, fromKey(key).kind, fromKey(key).name);
    if (key !== this.key || this.editable !== !this.desk.barrier) this.open(object ? key : null);
    if (object) this.fill(object);
  }

  /** What was refused is taken back, so its reason goes too. @param {Node} target */
  forgive(target) {
    const row = this.rows.find(({ shown }) => shown.element.contains(target));
    if (!row?.refused.length) return;
    row.refused = [];
    this.update();
  }

  /** @param {string | null} key */
  open(key) {
    const within = this.panel.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).id
      : '';
    this.key = key;
    this.unfolded = null;
    this.editable = !this.desk.barrier;
    show(this.panel, key !== null);
    if (!key) return this.panel.replaceChildren();
    this.build(fromKey(key).kind, key);
    if (within) document.getElementById(within)?.focus();
    const bounds = this.desk.canvas.boundsOf(key);
    if (bounds && !this.desk.canvas.moving.size) this.desk.canvas.camera.reveal(bounds);
  }

  /** @param {Kind} kind @param {string} key */
  build(kind, key) {
    this.heading = new Heading(this.desk, kind, this.openTerminal);
    this.joins = html('div', { class: 'joins' });
    this.flow = isFigure(kind) ? null : new Flow(this.traffic, kind);
    this.chaos = new ChaosSection(this.desk, kind, fromKey(key).name);
    const fields = isFigure(kind) ? FIELDS[kind] : [nameField(kind), ...FIELDS[kind]];
    this.rows = fields.map((field) => this.row(field));
    const [first, ...rest] = this.rows;
    this.panel.replaceChildren(
      this.heading.element,
      !this.editable ? html('p', { class: 'hint' }, `Read only: ${this.desk.barrier}.`) : '',
      first.element,
      this.joins,
      this.flow?.element ?? '',
      this.chaos.element,
      ...sections(rest),
      this.foot(key),
    );
  }

  /** @param {Field} field @returns {Row} */
  row(field) {
    const id = `field-${field.field.replace('.', '-')}`;
    const error = html('p', { class: 'error', id: `${id}-error` });
    const shown = control(field, id, !this.editable, (value) => this.change(row, value));
    /** @type {Row} */
    const row = { field, error, refused: [], shown, element: fieldElement(field, shown, error) };
    row.shown.input.setAttribute('aria-describedby', `${id}-error`);
    return row;
  }

  /** @param {string} _key */
  foot(_key) {
    if (!this.editable) return '';
    return html(
      'button',
      {
        class: 'button button-quiet inspector-delete',
        type: 'button',
        onclick: () => this.desk.removeChosen(),
      },
      'Delete',
    );
  }

  /** @param {Row} row @param {unknown} value */
  async change(row, value) {
    const { kind, name } = fromKey(/** @type {string} */ (this.key));
    const object = /** @type {DesignObject} */ (find(this.desk.model.design, kind, name));
    row.refused = [];
    const { problems } = isName(row.field)
      ? await this.desk.rename(kind, name, String(value ?? ''))
      : await this.desk.model.edit(setFields(kind, name, written(row.field, object, value)));
    if (!problems.length) return;
    const now = this.rows.find(({ field }) => field.field === row.field.field);
    if (now) now.refused = problems;
    this.update();
    this.desk.notices.announce(`not done: ${problems[0].reason}`);
  }

  /** @param {DesignObject} object */
  fill(object) {
    const { kind, name } = fromKey(/** @type {string} */ (this.key));
    const { model } = this.desk;
    this.heading?.update(kind, name);
    this.joins?.replaceChildren(...joins(this.desk, kind, name));
    this.flow?.update(name);
    this.chaos?.update();
    const problems = model.problemsOf(kind, name);
    for (const row of this.rows) {
      show(row.element, row.field.fits?.(object) ?? true);
      if (!row.refused.length) row.shown.update(read(row.field, object), model.design, object);
      row.shown.tell?.(model, name);
      this.say(row, [...row.refused, ...problems.filter((each) => isAbout(row.field, each.field))]);
      if (this.unfolded !== this.key && (isSet(row.field, object) || row.error.textContent)) unfold(row.element);
    }
    this.unfolded = this.key;
    hideEmpty(this.panel);
  }

  /** @param {Row} row @param {Problem[]} problems */
  say(row, problems) {
    const { error, shown } = row;
    const said = JSON.stringify([problems, this.editable]);
    if (error.dataset.said !== said)
      error.replaceChildren(...problems.flatMap((each, at) => [at ? '\n' : '', reasonOf(each), this.fix(row, each)]));
    error.dataset.said = said;
    error.dataset.severity = problems.some((each) => each.severity !== 'warning') ? 'error' : 'warning';
    shown.input.setAttribute('aria-invalid', String(problems.some((each) => each.severity !== 'warning')));
  }

  /** What mends a problem for certain. @param {Row} row @param {Problem} problem */
  fix(row, problem) {
    if (!problem.fix || !this.editable) return '';
    const run = async () => {
      const { done } = await this.desk.fix([problem]);
      if (!done) return;
      row.refused = [];
      this.update();
      row.shown.input.focus();
    };
    return html('button', { class: 'button fix', type: 'button', onclick: run }, problem.fix.title);
  }

  /** Puts the cursor into a field. @param {string} named */
  goTo(named) {
    const row = this.rows.find(({ field }) => isAbout(field, named));
    if (row) unfold(row.element);
    const input =
      row &&
      (row.shown.input.matches('input, select, textarea') ? row.shown.input : row.shown.input.querySelector('input'));
    /** @type {HTMLElement | null | undefined} */ (input)?.focus();
  }
}

/** @param {Problem} problem */
const reasonOf = ({ reason, remedy }) => [reason, remedy].filter(Boolean).join('; ');

/** @param {Field} field @param {Shown} shown @param {HTMLElement} error */
function fieldElement({ field, label, help, half, control: kind }, { element, input }, error) {
  const yes = kind === 'yes';
  const title =
    kind === 'list' || kind === 'services' || kind === 'pictured' ? html('span', { class: 'label' }, label) : html('label', { for: input.id }, label);
  return html(
    'div',
    { class: `field${yes ? ' field-yes' : ''}${half ? ' field-half' : ''}`, 'data-field': field },
    yes && element,
    title,
    !yes && element,
    help && html('p', { class: 'hint' }, help),
    error,
  );
}
