/**
 * Which flow is followed: what, from which sandbox to which.
 *
 * @import { Desk } from '../../desk.js'
 *
 * @typedef {{from: string, to: string, kind: string, port: number | null, forget: boolean}} Request
 */
import { fromKey } from '../../design/objects.js';
import { html, show } from '../../dom.js';

const KINDS = { ping: 'Ping', udp: 'UDP datagram', tcp: 'TCP connection' };

export class TrailForm {
  /** @param {Desk} desk @param {(request: Request) => void} run */
  constructor(desk, run) {
    this.desk = desk;
    this.run = run;
    this.names = '';
    this.running = false;
    this.kind = html('select', { class: 'input', 'aria-label': 'Flow', onchange: () => this.update() });
    this.kind.append(...Object.entries(KINDS).map(([value, title]) => html('option', { value }, title)));
    this.from = html('select', { class: 'input', 'aria-label': 'From' });
    this.to = html('select', { class: 'input', 'aria-label': 'To' });
    this.port = html('input', {
      ...{ class: 'input trail-port', type: 'number', min: 1, max: 65535, placeholder: 'any' },
      title: 'Where a service listens; left empty, the flow brings its own answer',
    });
    this.atPort = html('label', { class: 'capture-bound', hidden: true }, 'port', this.port);
    this.forget = html('input', { type: 'checkbox', checked: true });
    this.go = html('button', { class: 'button button-primary', type: 'submit' }, 'Follow');
    this.why = html('p', { class: 'tool-why' });
    this.element = html(
      'form',
      { class: 'tool-form', onsubmit: (/** @type {Event} */ event) => this.submitted(event) },
      this.kind,
      html('span', { class: 'tool-word' }, 'from'),
      this.from,
      html('span', { class: 'tool-word' }, 'to'),
      this.to,
      this.atPort,
      html(
        'label',
        { class: 'trail-forget', title: 'The sandboxes first forget the MAC addresses that they have learned' },
        this.forget,
        'neighbours asked for anew',
      ),
      this.go,
      this.why,
    );
  }

  /** @param {boolean} running */
  set isRunning(running) {
    this.running = running;
    this.update();
  }

  /** Offers the sandboxes there are. */
  update() {
    const { design, topology, mayEdit } = this.desk.model;
    show(this.atPort, this.kind.value !== 'ping');
    const names = design.sandboxes.map(({ name }) => name);
    if (names.join(' ') !== this.names) {
      this.names = names.join(' ');
      const before = [this.from.value, this.to.value];
      for (const each of [this.from, this.to]) each.replaceChildren(...names.map((name) => html('option', {}, name)));
      const [from, to] = [names.includes(before[0]) ? before[0] : names[0], names.includes(before[1]) ? before[1] : names[1]];
      [this.from.value, this.to.value] = [from ?? '', to ?? ''];
    }
    const why =
      names.length < 2
        ? 'Two sandboxes are needed.'
        : !topology.deployed
          ? 'Deploy first: frames go through a running network.'
          : mayEdit
            ? ''
            : 'You may look here, not send anything.';
    this.why.textContent = why;
    this.go.disabled = Boolean(why) || this.running;
  }

  /** From and to the chosen sandboxes, in the order that they were chosen. */
  takeChosen() {
    this.update();
    const [from, to] = [...this.desk.selection.keys].map(fromKey).filter(({ kind }) => kind === 'sandbox');
    if (from) this.from.value = from.name;
    if (to) this.to.value = to.name;
    return Boolean(from && to);
  }

  /** @param {Event} event */
  submitted(event) {
    event.preventDefault();
    const [from, to] = [this.from.value, this.to.value];
    const kind = this.kind.value;
    const port = (kind !== 'ping' && this.port.valueAsNumber) || null;
    if (from !== to) this.run({ from, to, kind, port, forget: this.forget.checked });
    else this.to.focus();
  }
}
