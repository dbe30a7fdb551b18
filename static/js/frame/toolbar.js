/**
 * The top bar: the topology's name and state, whether the engine and the connection are there, and the
 * commands
 * that belong to the whole.
 *
 * @import { Command } from '../commands/table.js'
 * @import { Model } from '../live/model.js'
 * @import { Menu } from './menu.js'
 */
import { keyTitle } from '../commands/shortcuts.js';
import { moreMenu } from '../commands/menus.js';
import { hasDrifted, mayAdopt, WORD } from '../design/states.js';
import { html, icon, need, show } from '../dom.js';

/** @param {Command} command */
const hint = ({ title, keys }) => (keys ? `${title} (${keyTitle(keys[0])})` : title);

/**
 * A command's button, and how to bring it up to date.
 * @param {Command} command
 * @param {(command: Command) => void} run
 * @param {boolean} small
 */
export function commandButton(command, run, small) {
  const look =
    command.id === 'deploy' ? 'button-primary' : small ? 'button-quiet button-icon' : 'button-quiet';
  const button = html(
    'button',
    { class: `button ${look}`, type: 'button', 'data-command': command.id, onclick: () => run(command) },
    command.icon && icon(command.icon),
    html('span', { class: small ? 'visually-hidden' : '' }, command.title),
  );
  const update = () => {
    const why = command.why?.() ?? '';
    if ((button.getAttribute('aria-disabled') === 'true') !== Boolean(why))
      button.setAttribute('aria-disabled', String(Boolean(why)));
    if (command.isOn) button.setAttribute('aria-pressed', String(command.isOn()));
    button.title = why ? `${command.title}: ${why}` : hint(command);
  };
  return { button, update };
}

/**
 * The button that opens all that has no button of its own.
 * @param {Command[]} commands
 * @param {(command: Command) => void} run
 * @param {Menu} menu
 */
function moreButton(commands, run, menu) {
  const more = commands.filter((each) => each.in?.includes('more'));
  const open = () => {
    const { left, bottom } = button.getBoundingClientRect();
    menu.open({ clientX: left, clientY: bottom + 4 }, 'More', moreMenu(more, run));
  };
  const button = html(
    'button',
    { class: 'button button-quiet button-icon', type: 'button', title: 'More', 'aria-haspopup': 'menu', onclick: open },
    icon('menu'),
    html('span', { class: 'visually-hidden' }, 'More'),
  );
  show(button, more.length > 0);
  return button;
}

export class Toolbar {
  /** @param {Model} model @param {Command[]} commands @param {(command: Command) => void} run @param {Menu} menu */
  constructor(model, commands, run, menu) {
    this.model = model;
    this.said = '';
    this.name = need('[data-part="name"]');
    this.state = need('[data-part="state"]');
    this.connection = need('[data-part="connection"]');
    this.engine = need('[data-part="engine"]');
    const bar = commands.filter((each) => each.in?.includes('bar'));
    const order = ['undo', 'redo', 'repair', 'adopt', 'destroy', 'deploy'];
    this.buttons = order
      .flatMap((id) => bar.filter((each) => each.id === id))
      .map((each) => commandButton(each, run, ['undo', 'redo'].includes(each.id)));
    need('[data-part="toolbar"]').replaceChildren(
      ...this.buttons.flatMap(({ button }, i) =>
        i === 2 ? [html('span', { class: 'gap' }), button] : [button],
      ),
      moreButton(commands, run, menu),
    );
    this.camera = commands
      .filter((each) => each.in?.includes('camera'))
      .map((each) => commandButton(each, run, true));
    need('[data-part="camera"]').replaceChildren(...this.camera.map(({ button }) => button));
  }

  connect() {
    this.stop = this.model.watch(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
  }

  update() {
    const { model } = this;
    if (model.loaded) this.name.textContent = model.topology.name;
    show(this.state, model.loaded);
    const word =
      model.topology.deployed || model.status.state !== 'designed' ? WORD[model.status.state] : 'designed';
    if (this.state.textContent !== word) this.state.textContent = word;
    this.state.dataset.state = model.status.state;
    this.state.title = model.status.reason;
    this.showConnection();
    this.showEngine();
    for (const { update } of [...this.buttons, ...this.camera]) update();
    const settled = model.topology.deployed && !model.waits && ['in_sync', 'applying'].includes(model.status.state);
    this.buttons
      .find(({ button }) => button.dataset.command === 'deploy')
      ?.button.classList.toggle('button-primary', !settled);
    for (const { button } of this.buttons) {
      if (button.dataset.command === 'repair') show(button, hasDrifted(model));
      if (button.dataset.command === 'adopt') show(button, mayAdopt(model));
    }
  }

  showConnection() {
    const { connection, closedReason } = this.model;
    const said = {
      connecting: 'connecting…',
      reconnecting: 'reconnecting…',
      open: '',
      closed: `disconnected: ${closedReason}`,
    }[connection];
    if (this.said === said) return;
    this.said = said;
    this.connection.replaceChildren(
      said,
      ...(connection === 'closed' ? [' ', html('a', { href: location.pathname }, 'Reload')] : []),
    );
    this.connection.dataset.level = connection === 'closed' ? 'error' : '';
  }

  showEngine() {
    const { engine } = this.model;
    show(this.engine, engine !== null && (!engine.alive || engine.mode === 'simulation'));
    if (!engine) return;
    this.engine.textContent = engine.alive ? 'simulation' : 'engine is not running';
    this.engine.title = engine.alive
      ? 'Nothing touches the kernel: the engine only simulates'
      : 'Drawing works and is stored; what you deploy becomes real once the engine runs. Start it with: manage.py runengine';
    this.engine.dataset.level = engine.alive ? '' : 'error';
  }
}
