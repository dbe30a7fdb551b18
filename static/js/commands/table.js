/**
 * Everything a person can do to the drawing, in one table: toolbar, shortcuts, menus and the help sheet are
 * made
 * of it.
 *
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Renaming } from '../gestures/rename.js'
 * @import { Pointer } from '../gestures/pointer.js'
 * @import { Tools } from '../gestures/tools.js'
 *
 * @typedef {Object} Command
 * @property {string} id
 * @property {string} title
 * @property {'Draw' | 'Change' | 'Choose' | 'Look' | 'Make it real'} group
 * @property {string[]} [keys]
 * @property {string} [icon]
 * @property {('bar' | 'more' | 'camera' | 'object' | 'canvas')[]} [in]  toolbar, its menu, corner of the canvas,
 *   context menus
 * @property {boolean} [danger]
 * @property {() => boolean} [fits]  whether it is about what is chosen at all; else a menu leaves it out
 * @property {() => string} [says]  its title in a menu, if that depends on what is chosen
 * @property {() => string} [why]  why it cannot be done now; empty if it can
 * @property {() => void} run
 *
 * @typedef {Object} Bench  what commands work with
 * @property {Desk} desk
 * @property {Tools} tools
 * @property {Pointer} pointer
 * @property {Renaming} renaming
 * @property {Dialogs} dialogs
 * @property {{show: () => void, close: () => void}} planning  what deploying would do, in the drawer
 * @property {() => void} help
 */
import { changing } from './changing.js';
import { control } from './control.js';
import { drawing } from './drawing.js';
import { looking } from './looking.js';

/** @param {Bench} bench @returns {Command[]} */
export const commands = (bench) => [
  ...control(bench),
  ...drawing(bench),
  ...changing(bench),
  ...looking(bench),
];
