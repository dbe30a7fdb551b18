/**
 * A menu at a point, by mouse or keyboard; some of its items may open menus of their own. Escape and a click elsewhere
 * close it.
 *
 * @typedef {{title: string, icon?: string, keys?: string, danger?: boolean, small?: boolean,
 *   why?: string, run: () => void}} Action  `why` says why it cannot be chosen now
 * @typedef {{title: string, icon: string, items: MenuItem[]}} Further
 * @typedef {Action | Further | null} MenuItem  null is a line between groups
 */
import { html, icon } from '../dom.js';
import { enter, followPointer, leave, menuOf, submenu } from './submenu.js';

export class Menu {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.parent = parent;
    /** @type {HTMLElement | null} */
    this.element = null;
  }

  /**
   * @param {{clientX: number, clientY: number}} at
   * @param {string} title
   * @param {MenuItem[]} items
   * @param {() => void} [closed]
   */
  open(at, title, items, closed) {
    this.close();
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const menu = this.made(title, items);
    menu.prepend(html('div', { class: 'menu-title', 'aria-hidden': 'true' }, title));
    followPointer(menu);
    menu.addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
      menu.remove();
      closed?.();
      if (document.activeElement === document.body) back?.focus({ preventScroll: true });
    });
    this.element = menu;
    this.parent.append(menu);
    menu.showPopover();
    place(menu, at);
    /** @type {HTMLElement | null} */ (menu.querySelector('.menu-item'))?.focus();
  }

  /** @param {string} title @param {MenuItem[]} items @returns {HTMLElement} */
  made(title, items) {
    const menu = html(
      'div',
      {
        class: 'menu floating-menu',
        popover: 'auto',
        role: 'menu',
        'aria-label': title,
        onkeydown: (/** @type {KeyboardEvent} */ event) => walk(menu, event),
      },
      ...inRows(items).flatMap((row) =>
        Array.isArray(row)
          ? html('div', { class: 'menu-row', role: 'group' }, ...row.map((item) => this.action(item)))
          : this.item(row),
      ),
    );
    return menu;
  }

  /** @param {MenuItem} item @returns {HTMLElement | HTMLElement[]} */
  item(item) {
    if (!item) return html('hr');
    if (!('items' in item)) return this.action(item);
    return submenu(item.title, item.icon, this.made(item.title, item.items));
  }

  /** @param {Action} action */
  action({ title, icon: sign, keys, why, danger, small, run }) {
    return html(
      'button',
      {
        class: 'menu-item',
        type: 'button',
        role: 'menuitem',
        'data-danger': danger,
        'aria-disabled': why ? 'true' : null,
        title: small ? `${title}${keys ? ` (${keys})` : ''}${why ? `: ${why}` : ''}` : why || null,
        onclick: () => {
          if (why) return;
          this.close();
          run();
        },
      },
      sign && icon(sign),
      html('span', { class: small ? 'visually-hidden' : null }, title),
      !small && keys && html('span', { class: 'keys' }, keys),
    );
  }

  close() {
    if (this.element?.matches(':popover-open')) this.element.hidePopover();
    this.element = null;
  }
}

/**
 * Small items that follow each other share a row.
 * @param {MenuItem[]} items
 * @returns {(MenuItem | Action[])[]}
 */
function inRows(items) {
  /** @type {(MenuItem | Action[])[]} */
  const rows = [];
  for (const item of items) {
    const last = rows.at(-1);
    const small = item && 'small' in item && item.small ? item : null;
    if (small && Array.isArray(last)) last.push(small);
    else rows.push(small ? [small] : item);
  }
  return rows;
}

/** @param {HTMLElement} menu @param {{clientX: number, clientY: number}} at */
function place(menu, { clientX, clientY }) {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(clientX, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(clientY, innerHeight - height - 8))}px`;
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function walk(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  event.stopPropagation();
  if (!step) return;
  event.preventDefault();
  const item = /** @type {HTMLElement} */ (document.activeElement);
  if (event.key === 'ArrowRight' && menuOf(item)) return enter(item);
  if (event.key === 'ArrowLeft' && menu.parentElement?.closest('.menu')) return leave(menu);
  const items = /** @type {HTMLElement[]} */ ([
    ...menu.querySelectorAll(':scope > .menu-item, :scope > .menu-row > .menu-item'),
  ]);
  items[(items.indexOf(item) + step + items.length) % items.length]?.focus();
}
