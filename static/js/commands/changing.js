/**
 * Changing what is chosen.
 *
 * @import { Endpoint, Patch, Sandbox } from '../types.js'
 * @import { Bench, Command } from './table.js'
 */
import { find, fromKey, isFigure } from '../design/objects.js';
import { carried } from '../figures/carrying.js';
import { shiftFigures } from '../figures/edits.js';
import { inOrder, place, setFields } from '../live/edits.js';

/** @type {Record<string, [number, number]>} */
export const ARROW = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Moves what is chosen, from where it is by now: keys may come faster than drawings.
 * @param {import('../desk.js').Desk} desk
 * @param {number} x
 * @param {number} y
 */
export function nudge(desk, x, y) {
  const load = carried(desk.canvas, desk.selection.keys);
  const moved = load.boxes.flatMap((name) => {
    const drawn = desk.canvas.positions.get(name);
    const at = desk.model.design.layout[name] ?? (drawn && [drawn.x, drawn.y]);
    return at ? [[name, [at[0] + x, at[1] + y]]] : [];
  });
  if (!load.keys.length || !desk.mayMove(load.keys)) return;
  const figures = load.figures.map(({ key }) => key);
  desk.edit(inOrder(place(Object.fromEntries(moved)), shiftFigures(figures, { x, y })));
}

/** @param {Bench} bench @returns {Command[]} */
export const changing = ({ desk, renaming, writing }) => {
  const { model, selection } = desk;
  const only = () => (selection.only ? fromKey(selection.only) : null);
  const nothing = () => desk.barrier || (selection.keys.size ? '' : 'nothing is chosen');

  /** The chosen thing if it is of one of these kinds. @param {string[]} kinds */
  const chosen = (...kinds) => {
    const found = only();
    const object = found && kinds.includes(found.kind) && find(model.design, found.kind, found.name);
    return found && object ? { ...found, object } : null;
  };
  const cable = () => chosen('endpoint', 'patch');
  const isUp = () => /** @type {Endpoint | Patch | undefined} */ (cable()?.object)?.up !== false;
  const forwards = () => Boolean(/** @type {Sandbox | undefined} */ (chosen('sandbox')?.object)?.forwarding);
  /** @param {ReturnType<typeof chosen>} found @param {import('../types.js').Fields} fields */
  const set = (found, fields) => found && desk.edit(setFields(found.kind, found.name, fields));
  return [
    {
      id: 'rename',
      title: 'Rename',
      group: 'Change',
      keys: ['F2'],
      icon: 'pencil',
      in: ['object'],
      says: () => (only()?.kind === 'note' ? 'Write' : 'Rename'),
      fits: () => only()?.kind !== 'mark',
      why: () => desk.barrier || (selection.only ? '' : 'choose one object'),
      run: () => {
        const key = selection.only;
        if (key) (isFigure(fromKey(key).kind) ? writing : renaming).open(key);
      },
    },
    {
      id: 'pull',
      title: 'Pull or plug the cable',
      says: () => (isUp() ? 'Pull the cable' : 'Plug the cable in'),
      group: 'Change',
      keys: ['U'],
      icon: 'cable',
      in: ['object'],
      fits: () => cable() !== null,
      why: () => desk.barrier || (cable() ? '' : 'choose an endpoint or a patch'),
      run: () => set(cable(), { up: !isUp() }),
    },
    {
      id: 'forward',
      title: 'Make a sandbox a router, or not',
      says: () => (forwards() ? 'Stop routing' : 'Make it a router'),
      group: 'Change',
      keys: ['R'],
      icon: 'router',
      in: ['object'],
      fits: () => chosen('sandbox') !== null,
      why: () => desk.barrier || (chosen('sandbox') ? '' : 'choose a sandbox'),
      run: () => set(chosen('sandbox'), { forwarding: !forwards() }),
    },
    {
      id: 'delete',
      title: 'Delete',
      group: 'Change',
      keys: ['Delete', 'Backspace'],
      icon: 'trash',
      in: ['object'],
      danger: true,
      why: nothing,
      run: () => desk.removeChosen(),
    },
    {
      id: 'undo',
      title: 'Undo',
      group: 'Change',
      keys: ['Ctrl+Z'],
      icon: 'undo',
      in: ['bar', 'canvas'],
      why: () => desk.barrier,
      run: () => desk.undo('undo'),
    },
    {
      id: 'redo',
      title: 'Redo',
      group: 'Change',
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      icon: 'redo',
      in: ['bar', 'canvas'],
      why: () => desk.barrier,
      run: () => desk.undo('redo'),
    },
  ];
};
