/**
 * From a key to its command. A letter counts where it stands on the person's own keyboard; on one without
 * Latin
 * letters, where it stands on a US one.
 *
 * @import { Command } from './table.js'
 */

/** @param {KeyboardEvent} event @returns {string} such as `Ctrl+Shift+Z` */
export function chord(event) {
  const { key, code } = event;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const named = key.length > 1;
  if (event.shiftKey && (named || digit || /^\p{L}$/u.test(key))) parts.push('Shift');
  if (digit && event.shiftKey) parts.push(digit);
  else if (/^[a-z]$/i.test(key)) parts.push(key.toUpperCase());
  else parts.push(letter && (event.altKey || /^\p{L}$/u.test(key)) ? letter : key);
  return parts.join('+');
}

/** @param {EventTarget | null} target  whether keys belong to what is typed there */
export const isTyping = (target) =>
  target instanceof Element &&
  Boolean(target.closest('input, textarea, select, [contenteditable], dialog, [popover]'));

/** A field of the page itself, not of a dialog. @param {EventTarget | null} target */
const isField = (target) => target instanceof HTMLInputElement && !target.closest('dialog, [popover]');

/** How a key is written for people. @param {string} key */
export const keyTitle = (key) =>
  key
    .replace('Escape', 'Esc')
    .replace('Delete', 'Del')
    .replaceAll('+', ' + ')
    .replace(' +  + ', ' + +')
    .replace(/^ \+ $/, '+');

export class Shortcuts {
  /** @param {Command[]} commands @param {(command: Command) => void} run */
  constructor(commands, run) {
    const ours = commands.filter((each) => !each.browsers);
    this.commands = new Map(ours.flatMap((command) => (command.keys ?? []).map((key) => [key, command])));
    this.run = run;
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  connect() {
    addEventListener('keydown', this.pressed);
  }

  disconnect() {
    removeEventListener('keydown', this.pressed);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.defaultPrevented) return;
    const command = this.commands.get(chord(event));
    if (!command || (isTyping(event.target) && !(command.anywhere && isField(event.target)))) return;
    const onButton = event.target instanceof HTMLButtonElement;
    if (onButton && ['Enter', ' '].includes(chord(event))) return;
    event.preventDefault();
    this.run(command);
  }
}
