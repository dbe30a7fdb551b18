/**
 * An item of a menu that opens another beside it: by a click, Enter or the arrow to the right, or under a pointer that
 * rests on it. That closes by the arrow to the left or Escape, or when the pointer rests on another item.
 */
import { html, icon } from '../dom.js';

/** Milliseconds for which a pointer rests: on its way to what is open it may pass other items. */
const REST = 150;
/** Pixels that the two lie upon each other. */
const OVER = 4;

/** @param {string} title @param {string} sign @param {HTMLElement} menu @returns {HTMLElement[]} the item and its menu */
export function submenu(title, sign, menu) {
  const button = html(
    'button',
    {
      ...{ class: 'menu-item', type: 'button', role: 'menuitem', 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
      onclick: () => enter(button),
    },
    icon(sign),
    html('span', {}, title),
    icon('chevron-right'),
  );
  menu.addEventListener('toggle', (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(isOpen));
    const wasIn = document.activeElement === document.body || menu.contains(document.activeElement);
    if (!isOpen && wasIn && button.checkVisibility()) button.focus();
  });
  return [button, menu];
}

/** The menu that an item opens. @param {Element | null | undefined} item @returns {HTMLElement | null} */
export const menuOf = (item) =>
  item?.getAttribute('aria-haspopup') ? /** @type {HTMLElement} */ (item.nextElementSibling) : null;

/** @param {HTMLElement} item */
export function enter(item) {
  unfold(item);
  /** @type {HTMLElement | null | undefined} */ (menuOf(item)?.querySelector('.menu-item'))?.focus();
}

/** Back to the item that opened it. @param {HTMLElement} menu */
export function leave(menu) {
  const item = /** @type {HTMLElement} */ (menu.previousElementSibling);
  menu.hidePopover();
  item.focus();
}

/** At the right of its item, or at the left where there is no room. @param {HTMLElement} item */
function unfold(item) {
  const menu = menuOf(item);
  if (!menu || menu.matches(':popover-open')) return;
  menu.showPopover();
  const { left, right, top } = item.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const fits = right - OVER + width <= innerWidth - 8;
  menu.style.left = `${Math.max(8, fits ? right - OVER : left + OVER - width)}px`;
  menu.style.top = `${Math.max(8, Math.min(top - OVER - 1, innerHeight - height - 8))}px`;
}

/** Opens and closes what the items under a pointer open. @param {HTMLElement} menu  with all that open from it */
export function followPointer(menu) {
  let timer = 0;
  menu.addEventListener('pointerover', ({ target, pointerType }) => {
    clearTimeout(timer);
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('.menu-item'));
    if (item && pointerType === 'mouse') timer = setTimeout(() => rested(item), REST);
  });
}

/** @param {HTMLElement} item */
function rested(item) {
  const around = item.closest('.menu');
  for (const each of around?.querySelectorAll('.menu:popover-open') ?? [])
    if (each !== menuOf(item)) /** @type {HTMLElement} */ (each).hidePopover();
  if (item.checkVisibility()) unfold(item);
}
