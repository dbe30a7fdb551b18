/**
 * What stands above the terminals: their tabs, where to open one more, and what can be done with the one in use.
 *
 * @import { TerminalTab } from './terminal.js'
 * @import { TerminalsPanel } from './panel.js'
 */
import { arrange, html, icon, show } from '../../dom.js';
import { fromKey } from '../../design/objects.js';
import { choice, offer } from '../instrument_form.js';

export class Bar {
  /** @param {TerminalsPanel} panel */
  constructor(panel) {
    this.panel = panel;
    /** @type {Map<TerminalTab, HTMLButtonElement>} */
    this.buttons = new Map();
    this.tabs = html('div', {
      class: 'terminal-tabs',
      role: 'tablist',
      'aria-label': 'Terminals',
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.walk(event),
    });
    this.sandbox = choice('Sandbox');
    this.form = html(
      'form',
      { class: 'terminal-new', onsubmit: (/** @type {Event} */ event) => this.submitted(event) },
      this.sandbox,
      html('button', { class: 'button', type: 'submit' }, icon('plus'), 'Open'),
    );
    this.watch = html('select', {
      class: 'input',
      'aria-label': 'Watch a terminal',
      onchange: () => this.watched(),
    });
    this.about = html('span', { class: 'terminal-about', role: 'status' });
    this.share = this.button('Share for others to watch', 'share', () => this.active?.share(!this.active.shared));
    this.split = this.button('Two side by side', 'split', () => panel.split());
    this.find = this.button('Find (Ctrl + Shift + F)', 'search', () => this.active?.finding.open());
    this.spoken = this.button('For a screen reader', 'eye', () => panel.toggleSpoken());
    this.end = this.button('Close this terminal', 'x', () => this.active && panel.end(this.active));
    const does = html('div', { class: 'terminal-does' }, this.share, this.split, this.find, this.spoken, this.end);
    this.element = html('div', { class: 'terminal-bar' }, this.tabs, this.form, this.watch, this.about, does);
  }

  get active() {
    return this.panel.active;
  }

  focus() {
    if (this.active) this.buttons.get(this.active)?.focus();
  }

  /** @param {string} title @param {string} name @param {() => void} onclick */
  button(title, name, onclick) {
    return html(
      'button',
      { class: 'button button-quiet button-icon', type: 'button', title, 'aria-label': title, onclick },
      icon(name),
    );
  }

  /** @param {Event} event */
  submitted(event) {
    event.preventDefault();
    this.panel.start(this.sandbox.value);
  }

  watched() {
    const { value } = this.watch;
    this.watch.value = '';
    if (value) this.panel.watch(value);
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const { tabs } = this.panel;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = tabs.findIndex((tab) => this.buttons.get(tab) === document.activeElement);
    if (at < 0) return;
    if (event.key === 'Delete') this.panel.end(tabs[at]);
    else if (step) this.buttons.get(tabs[(at + step + tabs.length) % tabs.length])?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  update() {
    const { tabs, shown, spoken } = this.panel;
    for (const tab of this.buttons.keys()) if (!tabs.includes(tab)) this.buttons.delete(tab);
    arrange(this.tabs, tabs.map((tab) => this.tab(tab)));
    show(this.tabs, tabs.length > 0);
    this.offer();
    const { active } = this;
    for (const each of [this.share, this.split, this.find, this.end]) show(each, active !== null);
    show(this.share, Boolean(active?.mine));
    this.share.setAttribute('aria-pressed', String(Boolean(active?.shared)));
    this.split.setAttribute('aria-pressed', String(shown.length > 1));
    this.spoken.setAttribute('aria-pressed', String(spoken.on));
    this.end.setAttribute('aria-label', active?.mine === false ? 'Stop watching' : 'Close this terminal');
    this.end.title = this.end.getAttribute('aria-label') ?? '';
    this.about.textContent = active ? told(active) : '';
  }

  /** The sandboxes there are, the chosen one first chosen; and what others have open. */
  offer() {
    const { desk, others, tabs } = this.panel;
    const { design, topology } = desk.model;
    const chosen = desk.selection.only ? fromKey(desk.selection.only) : null;
    const names = design.sandboxes.map(({ name }) => name);
    offer(this.sandbox, names);
    if (chosen?.kind === 'sandbox' && document.activeElement !== this.sandbox) this.sandbox.value = chosen.name;
    show(this.form, topology.deployed && !desk.barrier && names.length > 0);
    const rest = others.all.filter(({ id }) => !tabs.some((tab) => tab.id === id));
    const options = rest.map(({ id, sandbox, owner, mine }) =>
      html('option', { value: id }, mine ? `${sandbox}, in another window` : `${sandbox}, ${owner}'s`),
    );
    this.watch.replaceChildren(html('option', { value: '' }, `Watch (${rest.length})`), ...options);
    show(this.watch, rest.length > 0);
  }

  /** @param {TerminalTab} tab */
  tab(tab) {
    let button = this.buttons.get(tab);
    if (!button) {
      button = html('button', { class: 'terminal-tab', type: 'button', role: 'tab', onclick: () => this.panel.choose(tab) });
      this.buttons.set(tab, button);
    }
    const title = nameOf(tab, this.panel.tabs);
    if (button.textContent !== title) button.textContent = title;
    button.setAttribute('aria-selected', String(tab === this.active));
    button.toggleAttribute('data-shown', this.panel.shown.includes(tab));
    button.dataset.state = tab.state;
    button.tabIndex = tab === this.active ? 0 : -1;
    return button;
  }
}

/** Of several in one sandbox, by number. @param {TerminalTab} tab @param {TerminalTab[]} tabs */
function nameOf(tab, tabs) {
  const same = tabs.filter(({ sandbox, owner, mine }) => sandbox === tab.sandbox && (mine ? tab.mine : owner === tab.owner));
  const number = same.length > 1 ? ` ${same.indexOf(tab) + 1}` : '';
  return `${tab.sandbox || '…'}${number}${tab.mine ? '' : ` · ${tab.owner}`}`;
}

/** @param {TerminalTab} tab */
function told({ mine, shared, watching }) {
  if (!mine) return 'read-only';
  if (watching.length) return `watched by ${watching.join(', ')}`;
  return shared ? 'shared' : '';
}
