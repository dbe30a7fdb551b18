/**
 * All that it takes to arrange a drawing; it is fetched when somebody first does.
 *
 * @import { Desk } from '../desk.js'
 * @import { Arrangement, Layout } from './arranged.js'
 * @import { Positions } from './graph.js'
 * @import { LayoutName } from './layouts.js'
 */
import { arranged } from './arranged.js';
import { force } from './force.js';
import { between, glide } from './glide.js';
import { grid } from './grid.js';
import { layered } from './layered.js';
import { radial } from './radial.js';
import { carriedOut, underWay } from './shown.js';

export { figuresOf } from './shown.js';

/** @type {Record<LayoutName, (elk: string) => Layout>} */
const MADE = {
  layered,
  radial: () => ({ place: radial }),
  force,
  grid: () => ({ place: grid }),
};

/**
 * @param {Desk} desk
 * @param {LayoutName} name
 * @param {string} elk  where ELK's worker is
 * @param {Set<string>} meant  names of the boxes to place
 * @returns {Promise<Arrangement>} of the drawing as it is now
 */
export async function workedOut({ canvas, model }, name, elk, meant) {
  const layout = MADE[name](elk);
  try {
    return await arranged(model.design, new Map(canvas.positions), meant, layout);
  } finally {
    layout.end?.();
  }
}

/** On the screen and as one edit. @param {Desk} desk @param {Positions} before @param {Arrangement} after
 * @param {boolean} wholly  so that all is brought into sight
 */
export async function carryOut(desk, before, after, wholly) {
  const { canvas } = desk;
  const shapes = new Map(canvas.scene.figures);
  await glide((t) => canvas.move(between(before, after.boxes, t), underWay(after, shapes, t)));
  const answer = desk.edit(carriedOut(after));
  canvas.move(new Map());
  canvas.draw();
  if (wholly) canvas.camera.fit(canvas.bounds());
  await answer;
}
