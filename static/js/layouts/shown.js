/**
 * An arrangement on its way and as an edit. Pure.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Figure, Intent, Position } from '../types.js'
 * @import { Shape } from '../figures/shapes.js'
 * @import { Arrangement } from './arranged.js'
 */
import { fromKey } from '../design/objects.js';
import { areaOver, shiftFigures } from '../figures/edits.js';
import { shifted } from '../figures/shapes.js';
import { inOrder, place, setFields } from '../live/edits.js';

/** The keys of the figures that it moves. @param {Arrangement} arrangement */
export const figuresOf = ({ areas, ways }) => [...areas.keys(), ...ways.keys()];

/**
 * Those figures when so much of the way is done, from 0 to 1.
 * @param {Arrangement} arrangement
 * @param {Map<string, Shape>} shapes
 * @param {number} t
 * @returns {Map<string, Figure>}
 */
export function underWay({ areas, ways }, shapes, t) {
  /** @type {Map<string, Figure>} */
  const found = new Map();
  for (const [key, { figure, bounds }] of shapes) {
    const [area, way] = [areas.get(key), ways.get(key)];
    const fields = area ? areaOver(between(bounds, area, t)) : way && shifted(figure, { x: way.x * t, y: way.y * t });
    if (fields) found.set(key, /** @type {Figure} */ ({ ...figure, ...fields }));
  }
  return found;
}

/** One edit. @param {Arrangement} arrangement @returns {Intent} */
export function carriedOut({ boxes, areas, ways }) {
  const positions = [...boxes].map(([name, { x, y }]) => [name, /** @type {Position} */ ([x, y])]);
  return inOrder(
    place(Object.fromEntries(positions)),
    ...[...areas].map(([key, bounds]) => sized(key, bounds)),
    ...[...ways].map(([key, by]) => shiftFigures([key], by)),
  );
}

/** Unless it is gone by then. @param {string} key @param {Bounds} bounds @returns {Intent} */
const sized = (key, bounds) => (design) => {
  const { name } = fromKey(key);
  return design.areas.some((each) => each.name === name) ? setFields('area', name, areaOver(bounds))(design) : [];
};

/** @param {Bounds} from @param {Bounds} to @param {number} t @returns {Bounds} */
function between(from, to, t) {
  const side = (/** @type {keyof Bounds} */ each) => from[each] + (to[each] - from[each]) * t;
  return { left: side('left'), top: side('top'), right: side('right'), bottom: side('bottom') };
}
