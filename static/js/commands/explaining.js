/**
 * What is only drawn, to explain: areas, notes and marks; colours and icons.
 *
 * @import { Bench, Command } from './table.js'
 * @import { Figure, Network, Sandbox } from '../types.js'
 */
import { around, grown } from '../canvas/geometry.js';
import { ICONS, spriteOf } from '../design/icons.js';
import { find, isFigure } from '../design/objects.js';
import { COLOURS, areaAround, colourOf } from '../figures/shapes.js';
import { addFigure } from '../figures/edits.js';
import { flat } from '../figures/strokes.js';
import { setFields } from '../live/edits.js';

const RING_AIR = 14;
const RING_POINTS = 32;

/** @param {Bench} bench @returns {Command[]} */
export const explaining = ({ desk, tools, pointer, menu }) => {
  const { canvas, selection, model } = desk;
  const place = () => pointer.place ?? canvas.camera.middle;
  const boundsChosen = () => around([...selection.keys].flatMap((key) => canvas.boundsOf(key) ?? []));
  const figures = () => desk.chosen.filter(({ kind }) => isFigure(kind));
  const boxes = () => desk.chosen.filter(({ kind }) => kind === 'sandbox' || kind === 'network');

  const addArea = () => {
    const bounds = boundsChosen();
    if (!bounds) return tools.make('area', place());
    tools.spread(areaAround(bounds));
  };
  const ring = () => {
    const bounds = boundsChosen();
    if (bounds) desk.add(addFigure('mark', { points: flat(ringAround(grown(bounds, RING_AIR))) }));
  };
  const recolour = () =>
    desk.edit((design) =>
      figures().flatMap(({ kind, name }) => {
        const figure = isFigure(kind) && /** @type {Figure | undefined} */ (find(design, kind, name));
        if (!figure || !isFigure(kind)) return [];
        const at = COLOURS.indexOf(colourOf(kind, figure));
        return [{ op: 'set', kind, name, fields: { colour: COLOURS[(at + 1) % COLOURS.length] } }];
      }),
    );
  const askIcon = () => {
    const [{ kind, name }] = boxes();
    const { left, bottom } = (canvas.view.groupOf(`${kind}:${name}`) ?? canvas.viewport).getBoundingClientRect();
    const now = /** @type {Sandbox | Network | undefined} */ (find(model.design, kind, name))?.icon ?? '';
    menu.open({ clientX: left, clientY: bottom + 8 }, 'Drawn as', [
      ...ICONS.filter((each) => each !== now).map((each) => iconItem(each, spriteOf(each))),
      ...(now ? [null, iconItem(null, 'x')] : []),
    ]);
  };
  /** @param {string | null} icon @param {string} picture */
  const iconItem = (icon, picture) => ({
    title: icon ?? 'By what it is',
    icon: picture,
    run: () => desk.edit((design) => boxes().flatMap(({ kind, name }) => setFields(kind, name, { icon })(design))),
  });
  return [
    {
      id: 'add-area',
      title: 'Add an area',
      says: () => (selection.keys.size ? 'Put an area around it' : 'Add an area here'),
      group: 'Explain',
      keys: ['G'],
      icon: 'area',
      in: ['object', 'canvas'],
      menu: 'Explain',
      why: () => desk.barrier,
      run: addArea,
    },
    {
      id: 'add-note',
      title: 'Add a note here',
      group: 'Explain',
      keys: ['N'],
      icon: 'note',
      in: ['canvas'],
      why: () => desk.barrier,
      run: () => tools.make('note', place()),
    },
    {
      id: 'pen',
      title: 'Draw by hand, or stop',
      group: 'Explain',
      keys: ['D'],
      icon: 'scribble',
      in: ['canvas'],
      why: () => desk.barrier,
      run: () => tools.arm(tools.armed === 'mark' ? null : 'mark'),
    },
    {
      id: 'ring',
      title: 'Draw a ring around what is chosen',
      says: () => 'Draw a ring around it',
      group: 'Explain',
      keys: ['Shift+D'],
      icon: 'scribble',
      in: ['object'],
      menu: 'Explain',
      fits: () => selection.keys.size > 0,
      why: () => desk.barrier || (selection.keys.size ? '' : 'nothing is chosen'),
      run: ring,
    },
    {
      id: 'colour',
      title: 'Next colour',
      group: 'Explain',
      keys: ['C'],
      icon: 'wand',
      in: ['object'],
      fits: () => figures().length > 0,
      why: () => desk.barrier || (figures().length ? '' : 'choose an area, a note or a mark'),
      run: recolour,
    },
    {
      id: 'icon',
      title: 'Choose an icon…',
      group: 'Explain',
      keys: ['I'],
      icon: 'picture',
      in: ['object'],
      menu: 'Explain',
      fits: () => boxes().length > 0,
      why: () => desk.barrier || (boxes().length ? '' : 'choose a sandbox or a network'),
      run: askIcon,
    },
  ];
};

/** @param {import('../canvas/geometry.js').Bounds} bounds  to which it is nowhere nearer */
function ringAround({ left, top, right, bottom }) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [((right - left) / 2) * Math.SQRT2, ((bottom - top) / 2) * Math.SQRT2];
  return Array.from({ length: RING_POINTS + 1 }, (_, i) => {
    const turn = (2 * Math.PI * i) / RING_POINTS - Math.PI / 2;
    return { x: x + w * Math.cos(turn), y: y + h * Math.sin(turn) };
  });
}
