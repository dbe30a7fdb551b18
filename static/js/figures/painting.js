/**
 * Figures as they are painted from afar: areas with their titles, notes as sheets, marks as strokes.
 *
 * @import { Paints } from '../canvas/paints.js'
 * @import { Area, Mark } from '../types.js'
 * @import { Shape } from './shapes.js'
 */
import { colourOf } from './shapes.js';
import { pointsOf, strokePath } from './strokes.js';

/** Pixels of the screen. */
const TITLE = 12;
const STROKE = 2;

/**
 * Those under everything. In the world's own measure.
 * @param {CanvasRenderingContext2D} context
 * @param {Paints} paints
 * @param {Iterable<Shape>} shapes
 * @param {number} k
 */
export function paintAreas(context, paints, shapes, k) {
  for (const { kind, figure, bounds } of shapes) {
    if (kind !== 'area') continue;
    const hue = `var(--drawn-${colourOf(kind, figure)})`;
    const { left, top, right, bottom } = bounds;
    context.fillStyle = paints.of(`color-mix(in oklab, ${hue} 10%, transparent)`);
    context.strokeStyle = paints.of(hue);
    context.lineWidth = 1 / k;
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 10);
    context.fill();
    context.stroke();
    context.font = `600 ${TITLE / k}px "IBM Plex Sans Variable", sans-serif`;
    context.fillStyle = paints.of(`color-mix(in oklab, ${hue} 55%, var(--ink))`);
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    context.fillText(/** @type {Area} */ (figure).title ?? '', left + 6 / k, top + (TITLE + 3) / k);
  }
}

/**
 * Those over everything.
 * @param {CanvasRenderingContext2D} context
 * @param {Paints} paints
 * @param {Iterable<Shape>} shapes
 * @param {number} k
 */
export function paintNotesAndMarks(context, paints, shapes, k) {
  for (const { kind, figure, bounds } of shapes) {
    const hue = `var(--drawn-${colourOf(kind, figure)})`;
    if (kind === 'note') {
      const { left, top, right, bottom } = bounds;
      context.fillStyle = paints.of(`color-mix(in oklab, ${hue} 40%, var(--surface))`);
      context.fillRect(left, top, right - left, bottom - top);
    }
    if (kind !== 'mark') continue;
    context.strokeStyle = paints.of(hue);
    context.lineWidth = Math.max(4, STROKE / k);
    context.stroke(new Path2D(strokePath(pointsOf(/** @type {Mark} */ (figure).points))));
  }
}
