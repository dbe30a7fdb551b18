/**
 * Which tool, from where and to where.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Request } from './results.js'
 *
 * @typedef {{run: (request: Request) => void, all: () => void, stop: () => void}} Acts
 */
import { html, show } from '../../dom.js';
import { choice, chosenSandboxes, instrumentForm, offer, whyNot, word } from '../instrument_form.js';
import { TITLES } from './results.js';

export class ToolForm {
  /** @param {Desk} desk @param {Acts} acts */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    this.running = false;
    this.tool = choice('Tool');
    this.tool.append(...Object.entries(TITLES).map(([value, title]) => html('option', { value }, title)));
    this.from = choice('From');
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
    this.why = html('p', { class: 'instrument-why' });
    this.element = instrumentForm(
      () => this.submitted(),
      this.tool,
      word('from'),
      this.from,
      word('to'),
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
    const names = this.desk.model.design.sandboxes.map(({ name }) => name);
    if (offer(this.from, names)) this.targets.replaceChildren(...names.map((name) => html('option', { value: name })));
    const why = names.length
      ? whyNot(this.desk, 'tools need a running network', 'run anything')
      : 'There are no sandboxes yet.';
    this.why.textContent = why;
    this.go.disabled = this.all.disabled = Boolean(why) || this.running;
  }

  /** From and to the chosen sandboxes, in the order that they were chosen. */
  takeChosen() {
    this.update();
    const [from, to] = chosenSandboxes(this.desk);
    if (from) this.from.value = from;
    if (to) this.to.value = to;
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

  submitted() {
    const target = this.to.value.trim();
    if (!target) return this.to.focus();
    this.acts.run({ tool: this.tool.value, sandbox: this.from.value, target });
  }
}
