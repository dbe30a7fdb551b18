/**
 * Quick tools in the running network: one from a sandbox to another, or everybody pings everybody. What comes is shown
 * as it comes, here and on the canvas.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Tags } from '../../canvas/tags.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Request } from './results.js'
 */
import { openLine } from '../../console/line.js';
import { keyOf } from '../../design/objects.js';
import { html } from '../../dom.js';
import { barChart } from './bars.js';
import { Everybody } from './everybody.js';
import { ToolForm } from './form.js';
import { resultOf } from './results.js';

const FIRST = 'Choose a tool and two sandboxes, and press Run. What it finds is shown here and on the canvas.';

/** @implements {Content} */
export class ToolsPanel {
  /** @param {Desk} desk @param {Tags} tags */
  constructor(desk, tags) {
    this.desk = desk;
    this.tags = tags;
    /** @type {Line | null} */
    this.line = null;
    /** Of the objects that were chosen last, so that a person may choose others meanwhile. */
    this.keys = '';
    this.form = new ToolForm(desk, {
      run: (request) => this.run(request),
      all: () => this.pingAll(),
      stop: () => {
        this.stop();
        this.say('Stopped.');
      },
    });
    this.sentence = html('p', { class: 'tool-sentence', role: 'status' }, FIRST);
    this.found = html('div', { class: 'tool-found' });
    this.output = html('pre', { class: 'tool-output', role: 'log', tabindex: '0', 'aria-label': 'What the program says' });
    this.element = html(
      'div',
      { class: 'instrument-panel tools-panel' },
      this.form.element,
      html('div', { class: 'tool-results' }, html('div', { class: 'tool-side' }, this.sentence, this.found), this.output),
    );
  }

  open() {
    this.unsubscribe = this.desk.model.subscribe(() => this.form.update());
    this.form.update();
  }

  /** From and to what is chosen. */
  focus() {
    this.form.takeChosen();
    this.form.focus();
  }

  pingChosen() {
    this.form.takeChosen();
    this.form.submit('ping');
  }

  close() {
    this.unsubscribe?.();
    this.stop();
    this.tags.clear();
  }

  /** @param {Request} request */
  run(request) {
    /** @type {Said[]} */
    const said = [];
    this.begin(`${request.target} is being asked…`);
    this.listen({ type: 'tool', ...request }, (message) => {
      said.push(message);
      if (message.type === 'started') this.write(`$ ${message.command.join(' ')}`);
      else if (message.type === 'line') this.write(message.text);
      if (message.type !== 'line' || message.text.startsWith('curl:')) this.show(request, said);
    });
  }

  /** @param {Request} request @param {Said[]} said */
  show(request, said) {
    const { sentence, bars, unit, keys, tags } = resultOf(request, said, this.desk.model.design);
    this.say(sentence);
    this.found.replaceChildren(...(bars.length ? [barChart(bars, unit)] : []));
    if (keys.join() !== this.keys) this.desk.selection.set(keys);
    this.keys = keys.join();
    this.tags.show(tags);
  }

  pingAll() {
    /** @type {Everybody | null} */
    let everybody = null;
    this.begin('Everybody pings everybody…', 'matrix');
    this.listen({ type: 'ping-all' }, (message) => {
      if (message.type === 'sandboxes') {
        everybody = new Everybody(message.names, (from, to, about) => this.choose(from, to, about));
        this.found.replaceChildren(everybody.element);
      } else if (message.type === 'row') everybody?.fill(message.sandbox, message.cells);
      if (everybody) this.say(everybody.sentence);
    });
  }

  /** @param {string} from @param {string} to @param {string} about */
  choose(from, to, about) {
    this.desk.selection.set([keyOf('sandbox', from), keyOf('sandbox', to)]);
    this.say(about);
  }

  /** @param {Said} request @param {(message: Said) => void} told */
  listen(request, told) {
    this.line = openLine(this.desk.model.topology.name, request, {
      told,
      closed: (reason) => {
        this.line = null;
        this.form.isRunning = false;
        if (reason) this.say(`Not done: ${reason}`);
      },
    });
    this.form.isRunning = true;
  }

  /** @param {string} sentence @param {'output' | 'matrix'} [shows] */
  begin(sentence, shows = 'output') {
    this.stop();
    this.tags.clear();
    this.keys = '';
    this.element.dataset.shows = shows;
    this.found.replaceChildren();
    this.output.textContent = '';
    this.say(sentence);
  }

  stop() {
    this.line?.close();
    this.line = null;
    this.form.isRunning = false;
  }

  /** @param {string} sentence */
  say(sentence) {
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
  }

  /** @param {string} text */
  write(text) {
    const atEnd = this.output.scrollHeight - this.output.scrollTop - this.output.clientHeight < 4;
    this.output.append(`${text}\n`);
    if (atEnd) this.output.scrollTop = this.output.scrollHeight;
  }
}
