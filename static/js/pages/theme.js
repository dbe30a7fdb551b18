/**
 * Light, dark or as the system: the choice is kept in this browser alone.
 *
 * The tag that loads this blocks rendering, so that a page never shows in the wrong one first.
 */

/** The administrator's view keeps its choice there too, so that there is one. */
const KEY = 'adminTheme';

/** @returns {string} "light", "dark" or "auto", which is as the system */
export function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '"auto"');
  } catch {
    return 'auto'; // storage is switched off in this browser
  }
}

/** @param {string} choice */
export function choose(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } finally {
    show(choice);
  }
}

/** @param {string} choice */
function show(choice) {
  if (choice === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  for (const item of choices()) item.setAttribute('aria-checked', String(item.dataset.themeChoice === choice));
}

/** @returns {NodeListOf<HTMLElement>} */
function choices() {
  return document.querySelectorAll('[data-theme-choice]');
}

function connect() {
  show(chosen());
  for (const item of choices()) {
    item.addEventListener('click', () => choose(item.dataset.themeChoice ?? 'auto'));
  }
}

show(chosen());
addEventListener('storage', (event) => {
  if (event.key === KEY) show(chosen());
});
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', connect);
else connect();
