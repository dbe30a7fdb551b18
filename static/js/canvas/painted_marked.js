/**
 * What is chosen, and what is under the pointer, where the drawing is painted from afar.
 *
 * @import { Design } from '../types.js'
 * @import { Camera } from './camera.js'
 * @import { Labels } from './labels.js'
 * @import { Paints } from './paints.js'
 * @import { Box, Scene } from './scene.js'
 */
import { paintOutline } from '../figures/painting.js';
import { firstWords } from './faces.js';
import { boundsOf, clamp, grown, middleOf, pathOf } from './geometry.js';

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

/**
 * The first words of those notes, in one line below the sheet, no farther off than is seen.
 * @param {Labels} labels
 * @param {{scene: Scene, design: Design, camera: Camera}} drawing
 * @param {Iterable<string>} keys
 */
export function paintNotes(labels, { scene, design, camera }, keys) {
  for (const key of keys) {
    const shape = scene.figures.get(key);
    if (shape?.kind !== 'note') continue;
    const text = firstWords(design, shape.name);
    const { x, y, h } = middleOf(shape.bounds);
    const at = camera.toView({ x, y: y + h / 2 });
    const [middle, half] = [camera.size.w / 2, Math.max(0, (camera.size.w - labels.width(text)) / 2 - 8)];
    labels.put(text, clamp(at.x, middle - half, middle + half), at.y + 11);
  }
}
