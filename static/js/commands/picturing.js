/**
 * Pictures of the drawing.
 *
 * @import { Choice } from '../pictures/pictures.js'
 * @import { Bench, Command } from './table.js'
 */
import { askFor } from '../pictures/dialog.js';
import { EVERYTHING, Pictures, whyNoCopy } from '../pictures/pictures.js';
import { fontsReady } from '../pictures/stage.js';

/** @param {Bench} bench @returns {Command[]} */
export const picturing = ({ desk, dialogs }) => {
  const pictures = new Pictures(desk);
  const why = () => {
    if (!desk.model.loaded) return 'the drawing is not loaded yet';
    return desk.canvas.scene.boxes.size ? '' : 'nothing is drawn yet';
  };
  /** @param {Promise<unknown>} work */
  const saying = (work) =>
    void work.catch((error) => desk.notices.toast(`No picture: ${error.message}`, { level: 'error' }));

  /** @param {Choice['format']} format @param {boolean} onlyChosen */
  const ask = async (format, onlyChosen) => {
    const choice = await askFor(dialogs, pictures, { format, onlyChosen });
    if (choice) await pictures.export(choice);
  };
  return [
    {
      id: 'export-svg',
      title: 'Export as SVG',
      group: 'Picture',
      icon: 'download',
      in: ['more'],
      why,
      run: () => saying(pictures.export({ ...EVERYTHING, format: 'svg', scale: 1 })),
    },
    {
      id: 'export-png',
      title: 'Export as PNG…',
      group: 'Picture',
      icon: 'picture',
      in: ['more'],
      why,
      run: () => saying(ask('png', false)),
    },
    {
      id: 'export-chosen',
      title: 'Export what is chosen…',
      group: 'Picture',
      icon: 'picture',
      in: ['object'],
      menu: 'Copy and save',
      fits: () => desk.selection.keys.size > 0,
      why: () => why() || (desk.selection.keys.size ? '' : 'nothing is chosen'),
      run: () => saying(ask('svg', true)),
    },
    {
      id: 'copy-image',
      title: 'Copy as image',
      group: 'Picture',
      icon: 'copy',
      in: ['more'],
      why: () => why() || whyNoCopy(),
      run: () => saying(pictures.copy()),
    },
    {
      id: 'print',
      title: 'Print…',
      group: 'Picture',
      keys: ['Ctrl+P'],
      icon: 'print',
      in: ['more'],
      why,
      run: () => saying(fontsReady().then(() => print())),
    },
  ];
};
