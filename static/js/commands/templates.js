/**
 * Inserting templates, and saving what is chosen as one.
 *
 * @import { Bench, Command } from './table.js'
 */
import { sizeOf } from '../arranging/fragment.js';
import { save } from '../templates/naming.js';

/** @param {Bench} bench @returns {Command[]} */
export const templates = ({ desk, dialogs, copies, templates: dialog }) => {
  const isAny = () => desk.chosenBoxes.length > 0 || desk.chosenFigures.length > 0 || sizeOf(copies.fragment) > 0;
  return [
    {
      id: 'templates',
      title: 'Insert a template…',
      group: 'Draw',
      keys: ['Shift+T'],
      icon: 'template',
      in: ['more', 'canvas'],
      why: () => desk.barrier,
      run: () => dialog.open(),
    },
    {
      id: 'save-template',
      title: 'Save as a template…',
      group: 'Draw',
      icon: 'checkpoint',
      in: ['more', 'object'],
      menu: 'Copy and save',
      fits: isAny,
      why: () => (desk.model.past ? desk.model.past.why : isAny() ? '' : 'choose sandboxes, networks or figures first'),
      run: () => save(desk, dialogs, copies.fragment),
    },
  ];
};
