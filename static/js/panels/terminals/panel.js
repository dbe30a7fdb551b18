/**
 * Terminals in the running sandboxes: a tab each, one or two side by side. They go on while the drawer shows something
 * else, and a reload of the page finds them again.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Panel } from '../../frame/drawer.js'
 * @import { Screen } from './screen.js'
 */
import { Remembered } from '../../frame/remembered.js';
import { html, show } from '../../dom.js';
import { Bar } from './bar.js';
import { Others } from './others.js';
import { remember, remembered } from './remembered.js';
import { TerminalTab } from './terminal.js';

const EMPTY = 'No terminal is open. Choose a sandbox above and press Open, or click the terminal handle of one on the drawing.';
const NOT_DEPLOYED = 'Terminals need a running network: press Deploy first.';

/** @implements {Panel} */
export class TerminalsPanel {
  id = 'terminals';

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {TerminalTab[]} */
    this.tabs = [];
    /** One, or two side by side. @type {TerminalTab[]} */
    this.shown = [];
    /** @type {TerminalTab | null} */
    this.active = null;
    this.isOpen = false;
    /** @type {typeof Screen | null} */
    this.Screen = null;
    this.spoken = new Remembered('terminals.spoken');
    this.bar = new Bar(this);
    this.others = new Others(desk.model, () => this.update());
    this.note = html('p', { class: 'panel-empty', role: 'status' });
    this.panes = html('div', { class: 'terminal-panes' });
    this.panes.addEventListener('focusin', ({ target }) => {
      const tab = this.shown.find(({ element }) => element.contains(/** @type {Node} */ (target)));
      if (tab) this.activate(tab);
    });
    this.element = html('div', { class: 'terminals-panel' }, this.bar.element, this.note, this.panes);
  }

  get title() {
    return this.tabs.length ? `Terminals (${this.tabs.length})` : 'Terminals';
  }

  get topology() {
    return this.desk.model.topology.name;
  }

  /** Those that were open before a reload come back as soon as the drawing is there. */
  connect() {
    this.unsubscribe = this.desk.model.subscribe(() => {
      if (!this.restored && this.desk.model.loaded) this.restore();
      if (this.isOpen) this.update();
    });
  }

  disconnect() {
    this.unsubscribe?.();
  }

  open() {
    this.isOpen = true;
    this.update();
    for (const tab of this.shown) tab.screen.open();
  }

  close() {
    this.isOpen = false;
    this.others.close();
  }

  async restore() {
    this.restored = true;
    const { ids, shown } = remembered(this.topology);
    if (!ids.length) return;
    for (const id of ids) await this.add('', { id });
    const before = this.tabs.filter((tab) => tab.wanted && shown.includes(tab.wanted));
    if (before.length) this.place(before);
  }

  /** One more, in this sandbox. @param {string} sandbox @param {boolean} [beside]  what is shown already */
  async start(sandbox, beside = false) {
    const tab = await this.add(sandbox, { sandbox });
    if (!tab) return;
    this.place(beside && this.active ? [this.active, tab] : [tab]);
    this.activate(tab);
    await tab.screen.open();
    tab.screen.focus();
  }

  /** @param {string} id */
  async watch(id) {
    const tab = await this.add('', { id });
    if (tab) this.place([tab]);
  }

  /** @param {string} sandbox @param {{sandbox: string} | {id: string}} which */
  async add(sandbox, which) {
    const Made = await this.load();
    if (!Made) return null;
    const tab = new TerminalTab(this.topology, sandbox, (label, uses) => new Made(label, this.spoken.on, uses), {
      changed: (changed) => this.changed(changed),
      left: () => this.bar.focus(),
    });
    if ('id' in which) tab.wanted = which.id;
    this.tabs.push(tab);
    if (!this.shown.length) this.place([tab]);
    tab.attach(which);
    return tab;
  }

  async load() {
    try {
      this.Screen ??= (await import('./screen.js')).Screen;
    } catch {
      this.desk.notices.toast('The terminal did not arrive; reload the page', { level: 'error' });
    }
    return this.Screen;
  }

  /** One that was open before the reload, and is not there any more, is let go of. @param {TerminalTab} tab */
  changed(tab) {
    if (tab.state === 'closed' && tab.wanted && !tab.id && this.tabs.includes(tab)) this.remove(tab);
    else this.update();
    if (tab.id) this.remember();
  }

  /** @param {TerminalTab} tab */
  end(tab) {
    tab.end();
    this.remove(tab);
    this.active?.screen.focus();
  }

  /** @param {TerminalTab} tab */
  remove(tab) {
    const at = this.tabs.indexOf(tab);
    tab.detach();
    this.tabs.splice(at, 1);
    const left = this.shown.filter((each) => each !== tab);
    const next = this.tabs[Math.min(at, this.tabs.length - 1)];
    this.place(left.length || !next ? left : [next]);
    this.remember();
  }

  /** Shows just these, at most two. @param {TerminalTab[]} tabs */
  place(tabs) {
    this.shown = tabs;
    if (!this.active || !tabs.includes(this.active)) this.active = tabs.at(-1) ?? null;
    this.panes.replaceChildren(...tabs.map(({ element }) => element));
    if (this.isOpen) for (const tab of tabs) tab.screen.open();
    this.update();
    this.remember();
  }

  /** Shows it where the active one is. @param {TerminalTab} tab */
  choose(tab) {
    const shown = this.shown.includes(tab) ? this.shown : this.shown.map((each) => (each === this.active ? tab : each));
    this.active = tab;
    this.place(shown);
    tab.screen.focus();
  }

  /** Two side by side, or one again. */
  async split() {
    const { active } = this;
    if (!active) return;
    if (this.shown.length > 1) return this.place([active]);
    const next = this.tabs.find((tab) => tab !== active);
    if (next) this.place([active, next]);
    else await this.start(active.sandbox, true);
  }

  /** @param {TerminalTab} tab */
  activate(tab) {
    if (this.active === tab) return;
    this.active = tab;
    this.update();
  }

  toggleSpoken() {
    this.spoken.toggle();
    for (const { screen } of this.tabs) screen.terminal.options.screenReaderMode = this.spoken.on;
    this.update();
  }

  remember() {
    const ids = (/** @type {TerminalTab[]} */ tabs) => tabs.map((tab) => tab.id || tab.wanted).filter(Boolean);
    if (this.restored) remember(this.topology, { ids: ids(this.tabs), shown: ids(this.shown) });
  }

  update() {
    const { topology, loaded } = this.desk.model;
    if (this.isOpen && topology.deployed) this.others.open();
    this.bar.update();
    for (const tab of this.shown) tab.element.toggleAttribute('data-active', tab === this.active && this.shown.length > 1);
    show(this.note, !this.tabs.length);
    show(this.panes, this.tabs.length > 0);
    const why = topology.deployed ? this.others.reason || this.desk.barrier || EMPTY : NOT_DEPLOYED;
    this.note.textContent = loaded ? why : '';
  }
}
