/**
 * The signs of what was added, changed or removed, where the drawing is painted from afar.
 *
 * @import { Mark, Marking } from './marking.js'
 * @import { Paints } from './paints.js'
 * @import { Scene } from './scene.js'
 */
import { boundsOf, pathOf } from './geometry.js';
import { SHAPE } from './signs.js';

/** @type {Record<Mark, string>} */
const COLOUR = { added: 'var(--in-sync)', changed: 'var(--drifted)', removed: 'var(--failed)' };
/** Pixels of the screen. */
const RADIUS = 7;

/**
 * @param {CanvasRenderingContext2D} context  in the world's own measure
 * @param {Paints} paints
 * @param {Scene} scene
 * @param {Marking} marking
 * @param {number} k  pixels of the screen in one of the world
 */
export function paintSigns(context, paints, { boxes, links }, marking, k) {
  for (const [key, mark] of marking.marks) {
    context.strokeStyle = context.fillStyle = paints.of(COLOUR[mark]);
    context.lineWidth = 2.5 / k;
    const link = links.get(key);
    if (link) context.stroke(new Path2D(pathOf(link.curve)));
    const box = boxes.get(key);
    if (!box) continue;
    const { left, top, right, bottom } = boundsOf(box.rect);
    context.strokeRect(left, top, right - left, bottom - top);
    const disc = new Path2D();
    disc.arc(0, 0, RADIUS, 0, 2 * Math.PI);
    const place = new DOMMatrix([1 / k, 0, 0, 1 / k, left, top]);
    context.fill(placed(disc, place));
    context.lineWidth = 1.5 / k;
    context.strokeStyle = paints.of('var(--surface)');
    context.stroke(placed(new Path2D(SHAPE[mark]), place));
  }
}

/** @param {Path2D} path @param {DOMMatrix} place */
function placed(path, place) {
  const found = new Path2D();
  found.addPath(path, place);
  return found;
}
