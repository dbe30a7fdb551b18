/**
 * Inserting templates, and saving what is chosen as one.
 *
 * @import { Bench, Command } from './table.js'
 */
import { isBox, save } from '../templates/naming.js';

/** @param {Bench} bench @returns {Command[]} */
export const templates = ({ desk, dialogs, templates: dialog }) => {
  const hasBoxes = () => desk.chosen.some(isBox);
  return [
    {
      id: 'templates',
      title: 'Insert a template…',
      group: 'Draw',
      keys: ['Shift+T'],
      icon: 'group',
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
      fits: hasBoxes,
      why: () => (desk.model.past ? desk.model.past.why : hasBoxes() ? '' : 'choose sandboxes or networks first'),
      run: () => save(desk, dialogs),
    },
  ];
};
