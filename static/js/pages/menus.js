/** Puts each menu beside the button that opens it, and lets the arrow keys walk through it. */

const GAP = 4;

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} opener
 */
function place(menu, opener) {
  const at = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + GAP + size.height <= innerHeight;
  const left = Math.min(at.right - size.width, innerWidth - size.width - 2 * GAP);
  menu.style.inset = 'auto';
  menu.style.margin = '0';
  menu.style.left = `${Math.max(left, 2 * GAP)}px`;
  menu.style.top = `${below ? at.bottom + GAP : Math.max(at.top - GAP - size.height, GAP)}px`;
}

/**
 * @param {HTMLElement} menu
 * @param {number} step
 */
function walk(menu, step) {
  const items = [...menu.querySelectorAll('.menu-item')].filter((item) => !item.closest('[hidden]'));
  const from = items.indexOf(/** @type {Element} */ (document.activeElement));
  const to = from < 0 ? (step > 0 ? 0 : items.length - 1) : (from + step + items.length) % items.length;
  /** @type {HTMLElement | undefined} */ (items[to])?.focus();
}

/** @param {HTMLElement} menu */
function connect(menu) {
  /** @type {HTMLElement | null} */
  let opener = null;
  const mark = (/** @type {boolean} */ open) => opener?.setAttribute('aria-expanded', String(open));

  menu.addEventListener('toggle', (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === 'open';
    mark(open);
    if (open && opener) place(menu, opener);
  });
  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest(`[popovertarget="${menu.id}"]`);
    if (!(button instanceof HTMLElement)) return;
    mark(false);
    opener = button;
  }, true);
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !menu.matches(':popover-open')) return;
    event.preventDefault();
    walk(menu, step);
  });
  menu.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.target).closest('.menu-item')) menu.hidePopover();
  });
  addEventListener('resize', () => menu.hidePopover());
  addEventListener('scroll', () => opener && menu.matches(':popover-open') && place(menu, opener), { passive: true });
}

for (const menu of document.querySelectorAll('.menu[popover]')) connect(/** @type {HTMLElement} */ (menu));
