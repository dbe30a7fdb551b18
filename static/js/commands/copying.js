/**
 * Copies of what is chosen, and several at once.
 *
 * @import { Bench, Command } from './table.js'
 */
import { askMany } from '../arranging/many_dialog.js';
import { isFigure } from '../design/objects.js';

/** @param {Bench} bench @returns {Command[]} */
export const copying = ({ desk, pointer, dialogs, copies, clipboard }) => [
  {
    id: 'copy',
    title: 'Copy',
    group: 'Copy',
    keys: ['Ctrl+C'],
    browsers: true,
    icon: 'copy',
    in: ['object'],
    menu: 'Copy and save',
    why: () => clipboard.nothing,
    run: () => clipboard.ask('copy'),
  },
  {
    id: 'cut',
    title: 'Cut',
    group: 'Copy',
    keys: ['Ctrl+X'],
    browsers: true,
    icon: 'cut',
    in: ['object'],
    menu: 'Copy and save',
    why: () => desk.barrier || clipboard.nothing,
    run: () => clipboard.ask('cut'),
  },
  {
    id: 'paste',
    title: 'Paste',
    group: 'Copy',
    keys: ['Ctrl+V'],
    browsers: true,
    icon: 'clipboard',
    in: ['object', 'canvas'],
    menu: 'Copy and save',
    why: () => desk.fixed,
    run: () => clipboard.askPaste(),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Copy',
    keys: ['Ctrl+D'],
    icon: 'copy',
    in: ['object'],
    menu: 'Copy and save',
    why: () => desk.fixed || clipboard.nothing,
    run: () => copies.duplicate(),
  },
  {
    id: 'add-many',
    title: 'Add several…',
    group: 'Copy',
    keys: ['Shift+A'],
    icon: 'group',
    in: ['object', 'canvas', 'more'],
    fits: () => desk.chosen.every(({ kind }) => !isFigure(kind)),
    why: () => desk.barrier,
    run: () => askMany(desk, dialogs, pointer.place ?? desk.canvas.camera.middle),
  },
];
