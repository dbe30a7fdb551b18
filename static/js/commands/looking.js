/**
 * Choosing and looking.
 *
 * @import { Bench, Command } from './table.js'
 */
import { titleOf } from '../canvas/faces.js';
import { around } from '../canvas/geometry.js';
import { endpointsOf, endpointsOn, fromKey, keyOf } from '../design/objects.js';

/** @param {Bench} bench @returns {Command[]} */
export const looking = ({ desk, pointer, tools, renaming, lookback, following, planning, help }) => {
  const { canvas, selection, model, notices } = desk;

  const neighbours = () =>
    [...selection.keys].flatMap((key) => {
      const { kind, name } = fromKey(key);
      if (kind === 'sandbox')
        return endpointsOf(model.design, name).map((each) => keyOf('network', each.network));
      return kind === 'network'
        ? endpointsOn(model.design, name).map((each) => keyOf('sandbox', each.sandbox))
        : [];
    });
  /** What kind of thing it is, as people see it: a router is not a sandbox. @param {string} key */
  const kindOf = (key) => {
    const { kind, name } = fromKey(key);
    return titleOf(model.design, kind, name).split(' ')[0];
  };
  const everything = () => [
    ...canvas.scene.boxes.keys(),
    ...canvas.scene.links.keys(),
    ...canvas.scene.ends.keys(),
    ...canvas.scene.figures.keys(),
  ];
  const sameKind = () => {
    const kinds = new Set([...selection.keys].map(kindOf));
    selection.set(everything().filter((key) => kinds.has(kindOf(key))));
    notices.announce(`${selection.keys.size} chosen`);
  };
  const invert = () => {
    selection.set([...canvas.scene.boxes.keys()].filter((key) => !selection.has(key)));
    notices.announce(`${selection.keys.size} chosen`);
  };
  const chosenBounds = () => around([...selection.keys].flatMap((key) => canvas.boundsOf(key) ?? []));
  const unwind = () => {
    if (pointer.cancel() || tools.unwind() || lookback.back() || following.stop()) return;
    renaming.close();
    if (selection.keys.size) selection.clear();
    else planning.close();
  };
  return [
    {
      id: 'all',
      title: 'Choose everything',
      group: 'Choose',
      keys: ['Ctrl+A'],
      icon: 'check',
      in: ['canvas'],
      run: () => selection.set([...canvas.scene.boxes.keys(), ...canvas.scene.links.keys(), ...canvas.scene.figures.keys()]),
    },
    {
      id: 'neighbours',
      title: 'Choose the neighbours too',
      group: 'Choose',
      keys: ['Ctrl+Shift+A'],
      in: ['object'],
      menu: 'Choose',
      icon: 'share',
      why: () => (selection.keys.size ? '' : 'nothing is chosen'),
      run: () => selection.set([...selection.keys, ...neighbours()]),
    },
    {
      id: 'kind',
      title: 'Choose all of this kind',
      group: 'Choose',
      keys: ['Alt+K'],
      in: ['object'],
      menu: 'Choose',
      icon: 'filter',
      why: () => (selection.keys.size ? '' : 'nothing is chosen'),
      run: sameKind,
    },
    {
      id: 'invert',
      title: 'Choose the other boxes instead',
      group: 'Choose',
      keys: ['Alt+I'],
      in: ['object', 'canvas'],
      menu: 'Choose',
      icon: 'compare',
      run: invert,
    },
    {
      id: 'unwind',
      title: 'Step back: gesture, tool, earlier revision, choice, plan',
      group: 'Choose',
      keys: ['Escape'],
      run: unwind,
    },
    {
      id: 'zoom-out',
      title: 'Smaller',
      group: 'Look',
      keys: ['-'],
      icon: 'zoom-out',
      in: ['camera'],
      run: () => canvas.camera.zoomBy(1 / 1.25),
    },
    {
      id: 'zoom-in',
      title: 'Larger',
      group: 'Look',
      keys: ['+', '='],
      icon: 'zoom-in',
      in: ['camera'],
      run: () => canvas.camera.zoomBy(1.25),
    },
    {
      id: 'fit',
      title: 'Fit everything',
      group: 'Look',
      keys: ['Shift+1'],
      icon: 'fit',
      in: ['camera', 'canvas'],
      run: () => canvas.camera.fit(canvas.bounds()),
    },
    {
      id: 'fit-chosen',
      title: 'Fit what is chosen',
      group: 'Look',
      keys: ['Shift+2'],
      why: () => (selection.keys.size ? '' : 'nothing is chosen'),
      run: () => canvas.camera.fit(chosenBounds()),
    },
    {
      id: 'help',
      title: 'Keys and gestures',
      group: 'Look',
      keys: ['?'],
      icon: 'help',
      in: ['camera'],
      run: help,
    },
  ];
};
