/**
 * What moves when something is moved: what is chosen, and what lies wholly in an area that is.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Shape } from './shapes.js'
 *
 * @typedef {{keys: string[], boxes: string[], figures: Shape[]}} Load  boxes by name
 */
import { encloses } from '../canvas/geometry.js';

/** @param {Canvas} canvas @param {Iterable<string>} chosen  keys @returns {Load} */
export function carried(canvas, chosen) {
  const { boxes, figures } = canvas.scene;
  const keys = new Set(chosen);
  for (const key of chosen) {
    const shape = figures.get(key);
    if (shape?.kind === 'area') for (const inner of canvas.within(shape.bounds)) keys.add(inner);
  }
  const solid = [...keys].filter((key) => !canvas.isGhost(key));
  return {
    keys: solid.filter((key) => boxes.has(key) || figures.has(key)),
    boxes: solid.flatMap((key) => boxes.get(key)?.name ?? []),
    figures: solid.flatMap((key) => figures.get(key) ?? []),
  };
}

/** The areas that hold all of a rectangle, of those that stay. @param {Canvas} canvas @param {Bounds} bounds
 * @param {Load} load @returns {Shape[]}
 */
export const areasAround = (canvas, bounds, load) =>
  [...canvas.scene.figures.values()].filter(
    (each) => each.kind === 'area' && !load.keys.includes(each.key) && encloses(each.bounds, bounds),
  );
