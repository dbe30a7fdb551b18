/**
 * What is chosen, and what is under the pointer, where the drawing is painted from afar.
 *
 * @import { Paints } from './paints.js'
 * @import { Box, Scene } from './scene.js'
 */
import { paintOutline } from '../figures/painting.js';
import { boundsOf, grown, pathOf } from './geometry.js';

/**
 * @param {CanvasRenderingContext2D} context  in the world's own measure
 * @param {Paints} paints
 * @param {Scene} scene
 * @param {Map<string, boolean>} marked  by key, whether it is chosen
 * @param {number} k  pixels of the screen in one of the world
 */
export function paintMarked(context, paints, { boxes, links, figures }, marked, k) {
  for (const [key, isChosen] of marked) {
    const [box, link, figure] = [boxes.get(key), links.get(key), figures.get(key)];
    context.strokeStyle = paints.of('var(--accent)');
    context.lineWidth = (box ? 2.5 : 4) / k;
    if (box) ringed(context, box, 3 / k);
    if (link) context.stroke(new Path2D(pathOf(link.curve)));
    if (figure) paintOutline(context, paints, figure, k, isChosen);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {number} by */
function ringed(context, { kind, rect }, by) {
  const { left, top } = grown(boundsOf(rect), by);
  const [w, h] = [rect.w + 2 * by, rect.h + 2 * by];
  context.beginPath();
  context.roundRect(left, top, w, h, kind === 'network' ? h / 2 : 8 + by);
  context.stroke();
}
