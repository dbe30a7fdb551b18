/**
 * Changing what is chosen.
 *
 * @import { Endpoint, Patch, Sandbox } from '../types.js'
 * @import { Bench, Command } from './table.js'
 */
import { find, fromKey } from '../design/objects.js';
import { place, setFields } from '../live/edits.js';

/** @type {Record<string, [number, number]>} */
export const ARROW = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Moves what is chosen, from where it is by now: keys may come faster than drawings. @param {import('../desk.js').Desk} desk @param {number} x @param {number} y */
export function nudge(desk, x, y) {
  const boxes = desk.chosen.filter(({ kind }) => kind === 'sandbox' || kind === 'network');
  const moved = boxes.flatMap(({ name }) => {
    const drawn = desk.canvas.positions.get(name);
    const at = desk.model.design.layout[name] ?? (drawn && [drawn.x, drawn.y]);
    return at ? [[name, [at[0] + x, at[1] + y]]] : [];
  });
  if (moved.length) desk.edit(place(Object.fromEntries(moved)));
}

/** @param {Bench} bench @returns {Command[]} */
export const changing = ({ desk, renaming }) => {
  const { model, selection } = desk;
  const only = () => (selection.only ? fromKey(selection.only) : null);
  const nothing = () => desk.barrier || (selection.keys.size ? '' : 'nothing is chosen');

  /** The chosen thing if it is of one of these kinds. @param {string[]} kinds */
  const chosen = (...kinds) => {
    const found = only();
    return found && kinds.includes(found.kind) ? { ...found, object: find(model.design, found.kind, found.name) } : null;
  };
  /** @param {string[]} kinds @param {string} field @param {boolean} normally */
  const toggle = (kinds, field, normally) => {
    const found = chosen(...kinds);
    if (found) desk.edit(setFields(found.kind, found.name, { [field]: !(/** @type {any} */ (found.object)[field] ?? normally) }));
  };
  return [
    { id: 'rename', title: 'Rename', group: 'Change', keys: ['F2'], icon: 'pencil', in: ['object'],
      why: () => desk.barrier || (selection.only ? '' : 'choose one object'),
      run: () => selection.only && renaming.open(selection.only) },
    { id: 'pull', title: 'Pull or plug the cable', group: 'Change', icon: 'cable', in: ['object'],
      why: () => desk.barrier || (/** @type {Endpoint | Patch | undefined} */ (chosen('endpoint', 'patch')?.object) ? '' : 'choose an endpoint or a patch'),
      run: () => toggle(['endpoint', 'patch'], 'up', true) },
    { id: 'forward', title: 'Route between its interfaces, or not', group: 'Change', icon: 'router', in: ['object'],
      why: () => desk.barrier || (/** @type {Sandbox | undefined} */ (chosen('sandbox')?.object) ? '' : 'choose a sandbox'),
      run: () => toggle(['sandbox'], 'forwarding', false) },
    { id: 'delete', title: 'Delete', group: 'Change', keys: ['Delete', 'Backspace'], icon: 'trash', in: ['object'], danger: true,
      why: nothing, run: () => desk.removeChosen() },
    { id: 'undo', title: 'Undo', group: 'Change', keys: ['Ctrl+Z'], icon: 'undo', in: ['bar', 'canvas'], why: () => desk.barrier, run: () => desk.undo('undo') },
    { id: 'redo', title: 'Redo', group: 'Change', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], icon: 'redo', in: ['bar', 'canvas'], why: () => desk.barrier, run: () => desk.undo('redo') },
  ];
};
