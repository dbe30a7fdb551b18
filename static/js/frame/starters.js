/**
 * What an empty canvas says: where to begin, and three drawings to begin with.
 *
 * @import { Desk } from '../desk.js'
 * @import { Intent, Operation, Position } from '../types.js'
 */
import { isTyping } from '../commands/shortcuts.js';
import { isEmpty } from '../design/objects.js';
import { html, need, show, svg } from '../dom.js';
import { inOrder } from '../live/edits.js';

/**
 * @param {'sandbox' | 'network'} kind
 * @param {string} name
 * @param {Position} at
 * @param {object} [more]
 * @returns {Intent}
 */
const box =
  (kind, name, at, more = {}) =>
  () => [
    { op: 'add', kind, value: { name, ...more } },
    { op: 'place', positions: { [name]: at } },
  ];

/**
 * @param {string} sandbox
 * @param {string} network
 * @param {string} interfaceName
 * @param {string} address
 * @returns {Intent}
 */
const cable = (sandbox, network, interfaceName, address) => () => [
  {
    op: 'add',
    kind: 'endpoint',
    value: { sandbox, network, interface: interfaceName, addresses: [address] },
  },
];

/** @param {string} name @param {string} a @param {string} b @returns {Intent} */
const patch = (name, a, b) => () => [
  /** @type {Operation} */ ({ op: 'add', kind: 'patch', value: { name, networks: [a, b] } }),
];

const ONE = { subnets: ['10.0.0.0/24'] };
const WEST = { subnets: ['10.0.0.0/24'], gateway: [] };
const EAST = { subnets: ['10.10.10.0/24'], gateway: [] };
const SWITCH = { subnets: ['10.0.0.0/24'], gateway: [], options: { stp: true, forward_delay: 2, mtu: 1500 } };
/** @param {string} via */
const byDefault = (via) => ({ routes: [{ to: '0.0.0.0/0', via }] });

/** @type {{id: string, title: string, picture: [string, string][], intent: Intent}[]} */
export const STARTERS = [
  {
    id: 'bridge',
    title: 'One bridge with two sandboxes',
    picture: [
      ['wire', 'M34 44V22M102 44V22'],
      ['net', 'M28 8H108V22H28Z'],
      ['', 'M12 44H56V58H12ZM80 44H124V58H80Z'],
    ],
    intent: inOrder(
      box('network', 'lan1', [0, -72], ONE),
      box('sandbox', 'app1', [-120, 72]),
      box('sandbox', 'app2', [120, 72]),
      cable('app1', 'lan1', 'eth0', '10.0.0.2/24'),
      cable('app2', 'lan1', 'eth0', '10.0.0.3/24'),
    ),
  },
  {
    id: 'router',
    title: 'A router between two networks',
    picture: [
      ['wire', 'M60 22L36 33M76 22L100 33M22 45V52M114 45V52'],
      ['net', 'M6 33H60V45H6ZM76 33H130V45H76Z'],
      ['', 'M46 8H90V22H46ZM4 52H40V62H4ZM96 52H132V62H96Z'],
    ],
    intent: inOrder(
      box('network', 'lan1', [-168, 0], WEST),
      box('network', 'lan2', [168, 0], EAST),
      box('sandbox', 'router1', [0, -136], { forwarding: true }),
      box('sandbox', 'app1', [-168, 136], byDefault('10.0.0.254')),
      box('sandbox', 'app2', [168, 136], byDefault('10.10.10.254')),
      cable('router1', 'lan1', 'eth0', '10.0.0.254/24'),
      cable('router1', 'lan2', 'eth1', '10.10.10.254/24'),
      cable('app1', 'lan1', 'eth0', '10.0.0.2/24'),
      cable('app2', 'lan2', 'eth0', '10.10.10.2/24'),
    ),
  },
  {
    id: 'switches',
    title: 'Three switches in a ring',
    picture: [
      ['wire', 'M60 20L30 44M76 20L106 44M52 51H84'],
      ['net', 'M42 6H94V20H42ZM4 44H52V58H4ZM84 44H132V58H84Z'],
    ],
    intent: inOrder(
      box('network', 'switch1', [0, -96], SWITCH),
      box('network', 'switch2', [-200, 72], SWITCH),
      box('network', 'switch3', [200, 72], SWITCH),
      patch('p1', 'switch1', 'switch2'),
      patch('p2', 'switch2', 'switch3'),
      patch('p3', 'switch3', 'switch1'),
      box('sandbox', 'app1', [0, -232]),
      box('sandbox', 'app2', [-200, 208]),
      box('sandbox', 'app3', [200, 208]),
      cable('app1', 'switch1', 'eth0', '10.0.0.11/24'),
      cable('app2', 'switch2', 'eth0', '10.0.0.12/24'),
      cable('app3', 'switch3', 'eth0', '10.0.0.13/24'),
    ),
  },
];

export class Starters {
  /** @param {Desk} desk @param {() => void} more  offers more than these */
  constructor(desk, more) {
    this.desk = desk;
    this.buttons = STARTERS.map(({ id, title, picture, intent }) =>
      html(
        'button',
        { class: 'starter', type: 'button', 'data-starter': id, onclick: () => this.start(intent) },
        svg(
          'svg',
          { class: 'starter-picture', viewBox: '0 0 136 64', 'aria-hidden': 'true' },
          ...picture.map(([kind, d]) => svg('path', { class: kind, d, 'data-hue': kind ? 1 : null })),
        ),
        title,
      ),
    );
    this.more = html('button', { class: 'button starters-more', type: 'button', onclick: more }, 'More templates…');
    this.lead = html('p', { class: 'soft' });
    this.loading = need('[data-part="loading"]');
    this.element = html(
      'div',
      { class: 'starters', hidden: true },
      html('h2', {}, 'Nothing drawn yet'),
      this.lead,
      html('div', { class: 'starter-row' }, ...this.buttons),
      this.more,
    );
    need('[data-part="above"]').append(this.element);
  }

  connect() {
    this.stop = this.desk.model.watch(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
  }

  update() {
    const { model, barrier } = this.desk;
    show(this.loading, !model.loaded && model.connection !== 'closed');
    const isWanted = model.loaded && isEmpty(model.design) && !model.past;
    show(this.element, isWanted);
    if (!isWanted) return;
    this.lead.replaceChildren(
      ...(barrier
        ? [`Somebody with the right to edit can draw here; ${barrier}.`]
        : [html('span', { class: 'from-palette' }, 'drag from the left, '), 'press A, or begin with one of these.']),
    );
    for (const button of [...this.buttons, this.more]) button.disabled = Boolean(barrier);
  }

  /** @param {Intent} intent */
  async start(intent) {
    const { canvas } = this.desk;
    const { done } = await this.desk.edit(intent);
    if (!done) return;
    canvas.draw();
    canvas.camera.fit(canvas.bounds());
    canvas.keepTabStop();
    if (!isTyping(document.activeElement)) canvas.layer.focus();
  }
}
