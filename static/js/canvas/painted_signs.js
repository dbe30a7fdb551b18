/**
 * The signs of what was added, changed or removed, and of what is paused, where the drawing is painted from afar.
 *
 * @import { Design } from '../types.js'
 * @import { Mark, Marking } from './marking.js'
 * @import { Paints } from './paints.js'
 * @import { Scene } from './scene.js'
 */
import { index } from '../design/objects.js';
import { isProjected } from '../motion.js';
import { PAUSE_BARS, PAUSE_RADIUS } from './boxes.js';
import { boundsOf, pathOf } from './geometry.js';
import { SHAPE } from './signs.js';

/** @type {Record<Mark, string>} */
const COLOUR = { added: 'var(--in-sync)', changed: 'var(--drifted)', removed: 'var(--failed)' };
/** Pixels of the screen. */
const RADIUS = 7;
const RADIUS_PROJECTED = 10;
/** Of the world: a card far off is not covered by its sign. */
const MOST = 48;

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

/**
 * Two bars at the lower right corner of each sandbox that is paused.
 * @param {CanvasRenderingContext2D} context  in the world's own measure
 * @param {Paints} paints
 * @param {Scene} scene
 * @param {Design} design
 * @param {number} k  pixels of the screen in one of the world
 */
export function paintPauses(context, paints, { boxes }, design, k) {
  const larger = Math.min(MOST, (isProjected() ? RADIUS_PROJECTED : RADIUS) / k) / PAUSE_RADIUS;
  const disc = new Path2D();
  disc.arc(0, 0, PAUSE_RADIUS, 0, 2 * Math.PI);
  for (const { kind, name, rect } of boxes.values()) {
    if (kind !== 'sandbox' || !index(design).sandbox.get(name)?.paused) continue;
    const { right, bottom } = boundsOf(rect);
    const place = new DOMMatrix([larger, 0, 0, larger, right - 4, bottom - 4]);
    context.fillStyle = paints.of('var(--ink)');
    context.strokeStyle = paints.of('var(--surface)');
    context.lineWidth = 2 * larger;
    context.fill(placed(disc, place));
    context.stroke(placed(disc, place));
    context.lineWidth = 2.5 * larger;
    context.stroke(placed(new Path2D(PAUSE_BARS), place));
  }
}

/** @param {Path2D} path @param {DOMMatrix} place */
function placed(path, place) {
  const found = new Path2D();
  found.addPath(path, place);
  return found;
}
