/**
 * Why one sandbox does not reach another in the running network: what the kernel was asked, step by step, and the
 * cause in a sentence. Each step can be shown on the canvas, and its command copied.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Operation } from '../../types.js'
 *
 * @typedef {{how: 'repair' | 'edit', title: string, operations: Operation[]}} Fix
 */
import { openLine } from '../../console/line.js';
import { told } from '../../desk.js';
import { html, show } from '../../dom.js';
import { copy } from '../../frame/copying.js';
import { choice, chosenSandboxes, instrumentForm, offer, whyNot, word } from '../instrument_form.js';
import { Way } from './way.js';

const FIRST = 'Choose two sandboxes and press Ask: the way between them is followed through what the kernel holds now.';

const KINDS = { ping: 'by ping', tcp: 'by TCP', udp: 'by UDP' };

export class Running {
  /** @param {Desk} desk @param {(keys: string[]) => void} choose */
  constructor(desk, choose) {
    this.desk = desk;
    this.choose = choose;
    /** @type {Line | null} */
    this.line = null;
    /** @type {Map<string, Way>} */
    this.ways = new Map();
    /** What is undone when nobody waits for a repair any more. @type {() => void} */
    this.waiting = () => {};
    this.from = choice('From');
    this.to = choice('To');
    this.kind = choice('What is asked');
    this.kind.append(...Object.entries(KINDS).map(([value, title]) => html('option', { value }, title)));
    this.kind.addEventListener('change', () => this.chooseKind());
    this.port = html('input', {
      ...{ class: 'input', type: 'number', min: 1, max: 65535, required: true },
      title: 'Where the service listens',
    });
    this.atPort = html('label', { class: 'instrument-bound' }, 'port', this.port);
    this.go = html('button', { class: 'button button-primary', type: 'submit' }, 'Ask');
    this.note = html('p', { class: 'why-note', role: 'status' }, FIRST);
    this.list = html('div', { class: 'why-ways' });
    const form = instrumentForm(() => this.ask(), word('Why can’t'), this.from, word('reach'), this.to, this.kind, this.atPort, this.go);
    this.chooseKind();
    this.element = html('div', { class: 'why' }, form, this.note, this.list);
  }

  /** Offers the sandboxes there are; says if nothing can be asked. */
  update() {
    const names = this.desk.model.design.sandboxes.map(({ name }) => name);
    offer(this.from, names);
    offer(this.to, names, 1);
    const why = whyNot(this.desk, 'this looks at a running network', 'ask the running network');
    this.go.disabled = Boolean(why) || names.length < 2;
    if (why) this.note.textContent = why;
    else if (!this.line && !this.ways.size) this.note.textContent = FIRST;
  }

  /** By TCP and UDP a port is asked for. */
  chooseKind() {
    const hasPort = this.kind.value !== 'ping';
    show(this.atPort, hasPort);
    this.port.disabled = !hasPort;
    this.port.placeholder = this.kind.value === 'udp' ? '53' : '80';
  }

  /** What is asked, in words. */
  get asked() {
    return this.port.disabled ? 'ping' : `${this.kind.value} ${this.port.value}`;
  }

  /** From and to what is chosen; asks if that is two. */
  takeChosen() {
    this.update();
    const [from, to] = chosenSandboxes(this.desk);
    if (from) this.from.value = from;
    if (to) this.to.value = to;
    else if (this.to.value === this.from.value)
      this.to.value = [...this.to.options].find(({ value }) => value !== from)?.value ?? '';
    if (to) this.ask();
    else this.to.focus();
  }

  ask() {
    const [from, to] = [this.from.value, this.to.value];
    this.stop();
    if (this.go.disabled) return;
    if (from === to) {
      this.note.textContent = 'Choose two different sandboxes.';
      return;
    }
    if (!this.port.disabled && !this.port.reportValidity()) return;
    this.ways.clear();
    this.list.replaceChildren();
    this.note.textContent = `From ${from} to ${to} by ${this.asked}: looking…`;
    const port = this.port.disabled ? null : this.port.valueAsNumber;
    this.line = openLine(
      this.desk.model.topology.name,
      { type: 'why', from, to, kind: this.kind.value, port },
      { told: (message) => this.heard(message), closed: (reason) => this.ended(reason) },
    );
  }

  stop() {
    this.waiting();
    this.line?.close();
    this.line = null;
  }

  /** @param {Said} message */
  heard(message) {
    if (message.type === 'way') {
      const way = new Way(message.address, (keys) => this.choose(keys), (command) => copy(command, this.desk.notices));
      this.ways.set(message.address, way);
      this.list.append(way.element);
    } else if (message.type === 'step') this.ways.get(message.address)?.step(/** @type {any} */ (message));
    else if (message.type === 'verdict')
      this.ways.get(message.address)?.judge(/** @type {any} */ (message), (fix) => this.mend(fix), this.desk.barrier);
    else if (message.type === 'service') {
      const shown = { class: 'row-button', type: 'button', onclick: () => this.choose(message.keys) };
      this.list.append(html('button', shown, message.sentence));
    }
  }

  /** @param {string} reason */
  ended(reason) {
    this.line = null;
    this.note.textContent = reason || this.summary();
    const { keys } = [...this.ways.values()].find(({ outcome }) => outcome === 'not reached') ?? { keys: [] };
    if (!reason && keys.length) this.choose(keys);
  }

  summary() {
    const [from, to, ways] = [this.from.value, this.to.value, [...this.ways.values()]];
    const stopped = ways.find(({ outcome }) => outcome === 'not reached');
    if (stopped) return `${to} is not reached from ${from} by ${this.asked} at ${stopped.address}.`;
    if (ways.some(({ isAnswered }) => isAnswered)) return `${to} answers ${this.asked} from ${from}, but the way could not be followed.`;
    if (ways.some(({ outcome }) => outcome === 'not known'))
      return `Nothing stops ${this.asked} from ${from} to ${to}; whether it is answered was not measured.`;
    return `${to} is reached from ${from}: ${this.proof}.`;
  }

  /** What was measured. */
  get proof() {
    if (this.port.disabled) return 'pings come back';
    return this.kind.value === 'udp' ? `datagrams to ${this.asked} arrive` : `a connection to ${this.asked} is opened`;
  }

  /** Does it, and asks again when it is done. @param {Fix} fix */
  async mend(fix) {
    const { done } = await (fix.how === 'edit' ? this.desk.editAtOnce(() => fix.operations) : this.repair());
    if (!done) return;
    this.note.textContent = 'Being mended…';
    this.whenInSync(() => this.ask());
  }

  async repair() {
    const { model, notices } = this.desk;
    const answer = await model.ask('repair');
    if (!answer.done) notices.toast(`Not done: ${told(answer.problems)}`, { level: 'error' });
    return answer;
  }

  /** @param {() => void} then */
  whenInSync(then) {
    const { model } = this.desk;
    this.waiting();
    const stop = model.subscribe(() => {
      if (model.status.state !== 'in_sync') return;
      this.waiting();
      then();
    });
    this.waiting = () => {
      stop();
      this.waiting = () => {};
    };
  }
}
