/**
 * Adding and connecting.
 *
 * @import { Bench, Command } from './table.js'
 */
import { MADE } from '../gestures/tools.js';

/** @param {Bench} bench @returns {Command[]} */
export const drawing = ({ desk, tools, pointer }) => {
  const { canvas, selection } = desk;
  const place = () => pointer.place ?? canvas.camera.middle;
  /** The box in focus, else the one that is chosen. */
  const box = () => {
    const focused = canvas.layer.contains(document.activeElement) ? canvas.focused : null;
    const key = focused ?? selection.only ?? '';
    return canvas.isGhost(key) ? undefined : canvas.scene.boxes.get(key);
  };

  const ask = () => {
    const at = place();
    const { x, y } = canvas.camera.toView(at);
    const { left, top } = canvas.viewport.getBoundingClientRect();
    tools.askWhat({ clientX: left + x, clientY: top + y }, 'Add', (tool) => desk.create(tool, at));
  };
  return [
    {
      id: 'add',
      title: 'Add…',
      group: 'Draw',
      keys: ['A'],
      icon: 'plus',
      in: ['canvas'],
      why: () => desk.barrier,
      run: ask,
    },
    ...MADE.map(
      ({ id, title, icon }) =>
        /** @type {Command} */ ({
          id: `add-${id}`,
          title: `Add a ${title.toLowerCase()} here`,
          group: 'Draw',
          icon,
          in: ['canvas'],
          why: () => desk.barrier,
          run: () => desk.create(id, place()),
        }),
    ),
    {
      id: 'connect',
      title: 'Connect',
      group: 'Draw',
      keys: ['L'],
      icon: 'link',
      in: ['object'],
      fits: () => box() !== undefined,
      why: () => desk.barrier || (box() ? '' : 'choose a sandbox or a network first'),
      run: () => {
        const from = box();
        if (from) tools.link(from.key);
      },
    },
  ];
};
