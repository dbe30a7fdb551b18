/**
 * Lining up, spacing and tidying what is chosen.
 *
 * @import { Axis, Line, Placed, Positions } from '../arranging/align.js'
 * @import { Bench, Command } from './table.js'
 */
import { aligned, distributed, tidied } from '../arranging/align.js';
import { place } from '../live/edits.js';

/** @type {[Line, string, string][]} */
const LINES = [
  ['left', 'Align left', 'Alt+A'],
  ['center', 'Align centres', 'Alt+H'],
  ['right', 'Align right', 'Alt+D'],
  ['top', 'Align top', 'Alt+W'],
  ['middle', 'Align middles', 'Alt+V'],
  ['bottom', 'Align bottom', 'Alt+S'],
];
/** @type {[Axis, string, string, string][]} */
const AXES = [
  ['x', 'horizontal', 'Distribute horizontally', 'Alt+Shift+H'],
  ['y', 'vertical', 'Distribute vertically', 'Alt+Shift+V'],
];
/** The icons are called by the lines that they show, which lie across the axis. */
const ICON = { x: 'distribute-vertical', y: 'distribute-horizontal' };

/** @param {Bench} bench @returns {Command[]} */
export const arranging = ({ desk }) => {
  const count = () => desk.chosenBoxes.length;

  /** @param {number} least @param {(boxes: Placed[]) => Positions} work @returns {Partial<Command>} */
  const on = (least, work) => ({
    group: 'Arrange',
    small: true,
    in: ['object', 'more'],
    fits: () => count() > 1,
    why: () => desk.fixed || (count() >= least ? '' : `choose ${least} boxes or more`),
    run: () => {
      if (desk.mayMove([...desk.selection.keys])) desk.edit(place(work(desk.chosenBoxes)));
    },
  });
  return /** @type {Command[]} */ ([
    ...LINES.map(([line, title, key]) => ({
      id: `align-${line}`,
      title,
      keys: [key],
      icon: `align-${line}`,
      ...on(2, (boxes) => aligned(boxes, line)),
    })),
    ...AXES.map(([axis, way, title, key]) => ({
      id: `distribute-${way}`,
      title,
      keys: [key],
      icon: ICON[axis],
      ...on(3, (boxes) => distributed(boxes, axis)),
    })),
    { id: 'tidy', title: 'Tidy up', keys: ['Alt+T'], icon: 'layout-grid', ...on(2, tidied) },
  ]);
};
