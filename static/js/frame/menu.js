/**
 * A menu at a point, by mouse or keyboard. Escape and a click elsewhere close it.
 *
 * @typedef {{title: string, icon?: string, keys?: string, danger?: boolean, small?: boolean,
 *   why?: string, run: () => void} | null} MenuItem
 *   null is a line between groups; `why` says why it cannot be chosen now
 */
import { html, icon } from '../dom.js';

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
    const menu = html(
      'div',
      {
        class: 'menu floating-menu',
        popover: 'auto',
        role: 'menu',
        'aria-label': title,
        onkeydown: (/** @type {KeyboardEvent} */ event) => walk(menu, event),
      },
      html('div', { class: 'menu-title', 'aria-hidden': 'true' }, title),
      ...inRows(items).map((row) =>
        Array.isArray(row)
          ? html('div', { class: 'menu-row', role: 'group' }, ...row.map((item) => this.item(item)))
          : this.item(row),
      ),
    );
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

  /** @param {MenuItem} item */
  item(item) {
    if (!item) return html('hr');
    const { title, keys, why, danger, small, run } = item;
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
      item.icon && icon(item.icon),
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
 * @returns {(MenuItem | MenuItem[])[]}
 */
function inRows(items) {
  /** @type {(MenuItem | MenuItem[])[]} */
  const rows = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (item?.small && Array.isArray(last)) last.push(item);
    else rows.push(item?.small ? [item] : item);
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
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('.menu-item')]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  items[(at + step + items.length) % items.length]?.focus();
}
