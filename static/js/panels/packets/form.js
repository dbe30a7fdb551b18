/**
 * Where to capture, what, and for how long.
 *
 * @import { Desk } from '../../desk.js'
 *
 * @typedef {{points: string[], filter: string, seconds: number, frames: number}} Request
 * @typedef {{start: (request: Request) => void, stop: () => void, changed: () => void}} Acts
 */
import { endpointName } from '../../design/objects.js';
import { html, icon, show } from '../../dom.js';
import { choice, instrumentForm, whyNot, word } from '../instrument_form.js';

const CAPTURED = new Set(['sandbox', 'endpoint', 'patch', 'network']);

export class CaptureForm {
  /** @param {Desk} desk @param {Acts} acts */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    /** @type {string[]} */
    this.points = [];
    this.offered = '';
    this.chips = html('span', { class: 'point-chips', role: 'list', 'aria-label': 'Points' });
    this.more = choice('Add a point');
    this.more.addEventListener('change', () => this.added());
    this.filter = html('input', {
      class: 'input capture-filter',
      'aria-label': 'Filter',
      'aria-describedby': 'capture-filter-error',
      placeholder: 'Filter, such as arp or icmp',
      spellcheck: 'false',
      autocomplete: 'off',
      oninput: () => this.complain(''),
      onchange: () => acts.changed(),
    });
    this.error = html('span', { class: 'capture-error', id: 'capture-filter-error', role: 'alert' });
    this.frames = number('Frames at most', 1000, 10_000);
    this.seconds = number('Seconds at most', 60, 3600);
    this.go = html('button', { class: 'button button-primary', type: 'submit' }, 'Start');
    this.halt = html('button', { class: 'button', type: 'button', hidden: true, onclick: () => acts.stop() }, 'Stop');
    this.why = html('p', { class: 'instrument-why' });
    this.element = instrumentForm(
      () => this.submitted(),
      word('at'),
      this.chips,
      this.more,
      this.filter,
      this.error,
      html('label', { class: 'instrument-bound' }, this.frames, 'frames'),
      html('label', { class: 'instrument-bound' }, this.seconds, 's'),
      this.go,
      this.halt,
      this.why,
    );
    this.element.noValidate = true;
  }

  /** @param {boolean} running */
  set isRunning(running) {
    show(this.go, !running);
    show(this.halt, running);
  }

  /** Offers the points there are. */
  update() {
    const { design } = this.desk.model;
    const groups = {
      Endpoints: design.endpoints.map(endpointName),
      Patches: design.patches.map(({ name }) => name),
      Networks: design.networks.map(({ name }) => name),
    };
    const said = JSON.stringify(groups);
    if (said !== this.offered) {
      this.offered = said;
      const filled = Object.entries(groups).filter(([, names]) => names.length);
      this.more.replaceChildren(
        html('option', { value: '' }, 'Add a point…'),
        ...filled.map(([label, names]) => html('optgroup', { label }, ...names.map((name) => html('option', {}, name)))),
      );
    }
    const why = whyNot(this.desk, 'frames pass in a running network', 'capture');
    this.why.textContent = why;
    this.go.disabled = Boolean(why);
  }

  /** What is chosen, if frames pass there. */
  takeChosen() {
    const names = this.desk.chosen.filter(({ kind }) => CAPTURED.has(kind)).map(({ name }) => name);
    if (names.length) this.set(names);
  }

  added() {
    if (this.more.value) this.set([...this.points, this.more.value]);
    this.more.value = '';
  }

  /** @param {string[]} names */
  set(names) {
    this.points = [...new Set(names)];
    this.chips.replaceChildren(...this.points.map((name) => this.chip(name)));
    this.acts.changed();
  }

  /** @param {string} name */
  chip(name) {
    const remove = html(
      'button',
      {
        class: 'point-remove',
        type: 'button',
        onclick: () => {
          this.set(this.points.filter((each) => each !== name));
          this.more.focus();
        },
      },
      icon('x'),
      html('span', { class: 'visually-hidden' }, `Remove ${name}`),
    );
    return html('span', { class: 'point-chip', role: 'listitem' }, name, remove);
  }

  /** About the filter. @param {string} error */
  complain(error) {
    this.error.textContent = error;
    this.filter.setAttribute('aria-invalid', String(Boolean(error)));
  }

  focus() {
    (this.points.length ? this.go : this.more).focus();
  }

  submitted() {
    if (!this.points.length) return this.more.focus();
    this.acts.start({
      points: this.points,
      filter: this.filter.value.trim(),
      seconds: within(this.seconds),
      frames: within(this.frames),
    });
  }
}

/** @param {string} label @param {number} value @param {number} max */
const number = (label, value, max) =>
  html('input', { class: 'input', type: 'number', 'aria-label': label, value, min: 1, max, step: 1 });

/** @param {HTMLInputElement} input */
function within(input) {
  const value = Math.max(1, Math.min(Number(input.max), Math.round(input.valueAsNumber || Number(input.defaultValue))));
  input.value = String(value);
  return value;
}
