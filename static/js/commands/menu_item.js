/**
 * A command as it stands in a menu.
 *
 * @import { Command } from './table.js'
 * @import { MenuItem } from '../frame/menu.js'
 */
import { keyTitle } from './shortcuts.js';

/** @param {Command} command @param {(command: Command) => void} run @returns {MenuItem} */
export const menuItem = (command, run) => ({
  title: command.says?.() ?? command.title,
  icon: command.icon,
  danger: command.danger,
  small: command.small,
  keys: command.keys && keyTitle(command.keys[0]),
  why: command.why?.(),
  run: () => run(command),
});
