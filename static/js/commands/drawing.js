/**
 * Adding and connecting.
 *
 * @import { Bench, Command } from './table.js'
 */
import { connectChosen, whyNotConnected } from '../arranging/connecting.js';
import { around, boundsOf } from '../canvas/geometry.js';
import { MADE } from '../gestures/tools.js';

/** @param {Bench} bench @returns {Command[]} */
export const drawing = ({ desk, tools, pointer }) => {
  const { canvas, selection } = desk;
  const place = () => pointer.place ?? canvas.camera.middle;
  /** One of those that are chosen if they are several, else the one in focus, else the chosen one. */
  const box = () => {
    const several = desk.chosenBoxes;
    if (several.length > 1) return several.find(({ kind }) => kind === 'sandbox') ?? several[0];
    const focused = canvas.layer.contains(document.activeElement) ? canvas.focused : null;
    const key = focused ?? selection.only ?? '';
    return canvas.isGhost(key) ? undefined : canvas.scene.boxes.get(key);
  };

  const ask = () => {
    const at = place();
    const { x, y } = canvas.camera.toView(at);
    const { left, top } = canvas.viewport.getBoundingClientRect();
    tools.askWhat({ clientX: left + x, clientY: top + y }, 'Add', (tool) => desk.createNear(tool, at));
  };
  const connectThem = async () => {
    const boxes = desk.chosenBoxes;
    const all = around(boxes.map(({ rect }) => boundsOf(rect)));
    if (!all) return;
    const middle = { x: (all.left + all.right) / 2, y: (all.top + all.bottom) / 2 };
    const { done, operations } = await desk.edit(
      connectChosen(boxes, [Math.round(middle.x), Math.round(middle.y)]),
    );
    if (done && !operations.length) desk.notices.toast('They are connected already');
    else if (done) desk.notices.announce(`connected ${boxes.length} objects`);
  };
  return [
    {
      id: 'add',
      title: 'Add…',
      group: 'Draw',
      keys: ['A'],
      icon: 'plus',
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
          run: () => desk.createNear(id, place()),
        }),
    ),
    {
      id: 'connect',
      title: 'Connect to…',
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
    {
      id: 'connect-chosen',
      title: 'Connect the chosen with each other',
      group: 'Draw',
      keys: ['Shift+L'],
      icon: 'patch',
      in: ['object'],
      fits: () => desk.chosenBoxes.length > 1,
      why: () => desk.barrier || whyNotConnected(desk.chosenBoxes),
      run: connectThem,
    },
  ];
};
