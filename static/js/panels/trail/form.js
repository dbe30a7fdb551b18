/**
 * Which flow is followed: what, from which sandbox to which.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Design } from '../../types.js'
 *
 * @typedef {{from: string, to: string, kind: string, port: number | null, forget: boolean}} Request
 */
import { endpointsOf } from '../../design/objects.js';
import { html, show } from '../../dom.js';
import { choice, chosenSandboxes, instrumentForm, offer, whyNot, word } from '../instrument_form.js';

const NEAREST = 'any address';

/** The addresses that a sandbox was given. @param {Design} design @param {string} name */
export const addressesOf = (design, name) =>
  endpointsOf(design, name).flatMap(({ addresses }) => (addresses ?? []).map((address) => address.split('/')[0]));

const KINDS = { ping: 'Ping', udp: 'UDP datagram', tcp: 'TCP connection' };

export class TrailForm {
  /** @param {Desk} desk @param {(request: Request) => void} run */
  constructor(desk, run) {
    this.desk = desk;
    this.run = run;
    this.running = false;
    this.kind = choice('Flow');
    this.kind.addEventListener('change', () => this.update());
    this.kind.append(...Object.entries(KINDS).map(([value, title]) => html('option', { value }, title)));
    this.from = choice('From');
    this.to = choice('To');
    this.to.addEventListener('change', () => this.update());
    this.at = choice('Its address');
    this.port = html('input', {
      ...{ class: 'input', type: 'number', min: 1, max: 65535, placeholder: 'any' },
      title: 'Where a service listens; left empty, the flow brings its own answer',
    });
    this.atPort = html('label', { class: 'instrument-bound', hidden: true }, 'port', this.port);
    this.forget = html('input', { type: 'checkbox', checked: true });
    this.go = html('button', { class: 'button button-primary', type: 'submit' }, 'Follow');
    this.why = html('p', { class: 'instrument-why' });
    this.element = instrumentForm(
      () => this.submitted(),
      this.kind,
      word('from'),
      this.from,
      word('to'),
      this.to,
      this.at,
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
    show(this.atPort, this.kind.value !== 'ping');
    const names = this.desk.model.design.sandboxes.map(({ name }) => name);
    offer(this.from, names);
    offer(this.to, names, 1);
    const addresses = addressesOf(this.desk.model.design, this.to.value);
    offer(this.at, [NEAREST, ...addresses]);
    show(this.at, addresses.length > 1);
    const why =
      names.length < 2
        ? 'Two sandboxes are needed.'
        : whyNot(this.desk, 'frames go through a running network', 'send anything');
    this.why.textContent = why;
    this.go.disabled = Boolean(why) || this.running;
  }

  /** From and to the chosen sandboxes, in the order that they were chosen. */
  takeChosen() {
    this.update();
    const [from, to] = chosenSandboxes(this.desk);
    if (from) this.from.value = from;
    if (to) this.to.value = to;
    this.update();
    return Boolean(from && to);
  }

  submitted() {
    const [from, to] = [this.from.value, this.to.value];
    const address = this.at.value === NEAREST ? to : this.at.value;
    const kind = this.kind.value;
    const port = (kind !== 'ping' && this.port.valueAsNumber) || null;
    if (from !== to) this.run({ from, to: address, kind, port, forget: this.forget.checked });
    else this.to.focus();
  }
}
