/**
 * The drawer at the bottom: one panel at a time, chosen by its tab. Which one, whether it is open and how high, is
 * remembered.
 *
 * @import { Model } from '../live/model.js'
 *
 * @typedef {Object} Content  of a panel; `open` and `close` come in pairs, a panel that is closed costs nothing
 * @property {HTMLElement} element
 * @property {() => void} open
 * @property {() => void} close
 *
 * @typedef {Content & {id: string, title: string}} Panel  the title stands on its tab; asked again after every message
 */
import { html, icon, need, show } from '../dom.js';
import { Height } from './height.js';

const REMEMBERED = 'patchboard.drawer';

export class Drawer {
  /** @param {Model} model @param {Panel[][]} groups  of tabs; between groups there is a line */
  constructor(model, groups) {
    const panels = groups.flat();
    this.model = model;
    this.panels = panels;
    const remembered = localStorage.getItem(REMEMBERED) ?? '';
    this.chosen = panels.find((each) => each.id === remembered.replace(/^open /, '')) ?? panels[0];
    this.wasOpen = remembered.startsWith('open ');
    /** @type {Panel | null} */
    this.opened = null;
    this.tabs = groups.flatMap((group) => group.map((each, at) => this.tab(each, at === 0 && group !== groups[0])));
    this.fold = html(
      'button',
      { class: 'button button-quiet button-icon drawer-fold', type: 'button', onclick: () => this.toggle() },
      icon('chevron-down'),
      html('span', { class: 'visually-hidden' }, 'Open or close the drawer'),
    );
    this.body = html('div', { class: 'drawer-body', role: 'tabpanel', id: 'drawer-body', tabindex: '-1' });
    this.height = new Height(need('[data-part="drawer"]'));
    const bar = html(
      'div',
      {
        class: 'drawer-tabs',
        role: 'tablist',
        'aria-label': 'Panels',
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.walk(event),
      },
      ...this.tabs,
    );
    need('[data-part="drawer"]').replaceChildren(
      this.height.edge,
      html('div', { class: 'drawer-bar' }, bar, this.fold),
      this.body,
    );
  }

  connect() {
    this.stop = this.model.watch(() => this.update());
    if (this.wasOpen) this.open(this.chosen.id);
    this.update();
  }

  disconnect() {
    this.stop?.();
    this.opened?.close();
  }

  /** Shows a panel. @param {string} id */
  open(id) {
    const panel = this.panels.find((each) => each.id === id);
    if (!panel || panel === this.opened) return;
    this.opened?.close();
    this.chosen = this.opened = panel;
    this.body.replaceChildren(panel.element);
    panel.open();
    this.remember();
  }

  close() {
    const inside = this.body.contains(document.activeElement);
    this.opened?.close();
    this.opened = null;
    this.remember();
    if (inside) this.tabs[this.panels.indexOf(this.chosen)].focus();
  }

  toggle() {
    if (this.opened) this.close();
    else this.open(this.chosen.id);
  }

  remember() {
    localStorage.setItem(REMEMBERED, this.opened ? `open ${this.chosen.id}` : this.chosen.id);
    this.update();
  }

  /** @param {Panel} panel @param {boolean} begins  another group */
  tab(panel, begins) {
    return html('button', {
      class: 'drawer-tab',
      type: 'button',
      role: 'tab',
      'data-panel': panel.id,
      'data-begins': begins,
      'aria-controls': 'drawer-body',
      onclick: () => (this.opened === panel ? this.close() : this.open(panel.id)),
    });
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.tabs.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    this.tabs[(at + step + this.tabs.length) % this.tabs.length].focus();
  }

  update() {
    this.tabs.forEach((tab, at) => {
      const panel = this.panels[at];
      if (tab.textContent !== panel.title) tab.textContent = panel.title;
      tab.setAttribute('aria-selected', String(panel === this.opened));
      tab.tabIndex = panel === this.chosen ? 0 : -1;
    });
    this.fold.setAttribute('aria-expanded', String(this.opened !== null));
    show(this.body, this.opened !== null);
    show(this.height.edge, this.opened !== null);
  }
}
