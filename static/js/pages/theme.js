/**
 * Light, dark, for a projector, or as the system; and whether things move less. Both choices are kept in this
 * browser alone.
 *
 * The tag that loads this blocks rendering, so that a page never shows in the wrong one first.
 */

/** The administrator's view keeps its choice there too, so that there is one. */
const KEY = 'adminTheme';
const MOTION = 'patchboard.motion';

/** @returns {string} "light", "dark", "projector" or "auto", which is as the system */
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
    show();
  }
}

/** Whether less motion was asked for here, whatever the system says. */
export function choosesLessMotion() {
  try {
    return localStorage.getItem(MOTION) === 'reduced';
  } catch {
    return false; // storage is switched off in this browser
  }
}

/** @param {boolean} less */
export function chooseLessMotion(less) {
  try {
    localStorage.setItem(MOTION, less ? 'reduced' : 'full');
  } finally {
    show();
  }
}

function show() {
  const { dataset } = document.documentElement;
  const choice = chosen();
  if (choice === 'auto') delete dataset.theme;
  else dataset.theme = choice;
  if (choosesLessMotion()) dataset.motion = 'reduced';
  else delete dataset.motion;
  for (const item of themes()) item.setAttribute('aria-checked', String(item.dataset.themeChoice === choice));
  motionSwitch()?.setAttribute('aria-checked', String(choosesLessMotion()));
}

/** @returns {NodeListOf<HTMLElement>} */
const themes = () => document.querySelectorAll('[data-theme-choice]');

/** @returns {HTMLElement | null} */
const motionSwitch = () => document.querySelector('[data-motion-choice]');

function connect() {
  show();
  for (const item of themes()) item.addEventListener('click', () => choose(item.dataset.themeChoice ?? 'auto'));
  motionSwitch()?.addEventListener('click', () => chooseLessMotion(!choosesLessMotion()));
}

show();
addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === MOTION) show();
});
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', connect);
else connect();
