/**
 * Which tool, from where and to where.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Request } from './results.js'
 *
 * @typedef {{run: (request: Request) => void, all: () => void, stop: () => void}} Acts
 */
import { fromKey } from '../../design/objects.js';
import { html, show } from '../../dom.js';
import { TITLES } from './results.js';

export class ToolForm {
  /** @param {Desk} desk @param {Acts} acts */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    this.names = '';
    this.running = false;
    this.tool = html('select', { class: 'input', 'aria-label': 'Tool' });
    this.tool.append(...Object.entries(TITLES).map(([value, title]) => html('option', { value }, title)));
    this.from = html('select', { class: 'input', 'aria-label': 'From' });
    this.to = html('input', {
      class: 'input',
      'aria-label': 'To',
      placeholder: 'a sandbox, an address or a name',
      list: 'tool-targets',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    this.targets = html('datalist', { id: 'tool-targets' });
    this.go = html('button', { class: 'button button-primary', type: 'submit' }, 'Run');
    this.halt = html('button', { class: 'button', type: 'button', hidden: true, onclick: () => acts.stop() }, 'Stop');
    this.all = html('button', { class: 'button', type: 'button', onclick: () => acts.all() }, 'Ping all');
    this.why = html('p', { class: 'tool-why' });
    this.element = html(
      'form',
      { class: 'tool-form', onsubmit: (/** @type {Event} */ event) => this.submitted(event) },
      this.tool,
      html('span', { class: 'tool-word' }, 'from'),
      this.from,
      html('span', { class: 'tool-word' }, 'to'),
      this.to,
      this.targets,
      this.go,
      this.halt,
      html('span', { class: 'tool-divider' }),
      this.all,
      this.why,
    );
  }

  /** Run stays where it is meanwhile: the second click of two must not land on Stop. @param {boolean} running */
  set isRunning(running) {
    this.running = running;
    show(this.halt, running);
    this.update();
  }

  /** Offers the sandboxes there are; the two that are chosen first. */
  update() {
    const { design, topology, mayEdit } = this.desk.model;
    const names = design.sandboxes.map(({ name }) => name);
    const said = names.join(' ');
    if (said !== this.names) {
      this.names = said;
      const before = this.from.value;
      this.from.replaceChildren(...names.map((name) => html('option', {}, name)));
      if (names.includes(before)) this.from.value = before;
      this.targets.replaceChildren(...names.map((name) => html('option', { value: name })));
    }
    const why = !names.length
      ? 'There are no sandboxes yet.'
      : !topology.deployed
        ? 'Deploy first: tools need a running network.'
        : mayEdit
          ? ''
          : 'You may look here, not run anything.';
    this.why.textContent = why;
    this.go.disabled = this.all.disabled = Boolean(why) || this.running;
  }

  /** From and to the chosen sandboxes, in the order that they were chosen. */
  takeChosen() {
    this.update();
    const [from, to] = [...this.desk.selection.keys].map(fromKey).filter(({ kind }) => kind === 'sandbox');
    if (from) this.from.value = from.name;
    if (to) this.to.value = to.name;
    else if (this.to.value === this.from.value) this.to.value = '';
  }

  focus() {
    (this.to.value ? this.go : this.to).focus();
  }

  /** @param {string} tool */
  submit(tool) {
    this.tool.value = tool;
    if (!this.go.disabled) this.element.requestSubmit();
  }

  /** @param {Event} event */
  submitted(event) {
    event.preventDefault();
    const target = this.to.value.trim();
    if (!target) return this.to.focus();
    this.acts.run({ tool: this.tool.value, sandbox: this.from.value, target });
  }
}
