/**
 * Figures as they are painted from afar: areas with their titles, notes as sheets, marks as strokes.
 *
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Paints } from '../canvas/paints.js'
 * @import { Area, Mark } from '../types.js'
 * @import { Shape } from './shapes.js'
 */
import { grown } from '../canvas/geometry.js';
import { isProjected } from '../motion.js';
import { colourOf } from './shapes.js';
import { pointsOf, strokePath } from './strokes.js';

/** Pixels of the screen. */
const TITLE = 12;
const TITLE_PROJECTED = 18;
const STROKE = 2;
const OUTLINE = 2.5;
const HALO = 10;

/** @param {Shape} shape */
const hueOf = ({ kind, figure }) => `var(--drawn-${colourOf(kind, figure)})`;

/** @param {Shape} shape */
const strokeOf = ({ figure }) => new Path2D(strokePath(pointsOf(/** @type {Mark} */ (figure).points)));

/**
 * Those under everything. In the world's own measure.
 * @param {CanvasRenderingContext2D} context
 * @param {Paints} paints
 * @param {Iterable<Shape>} shapes
 * @param {number} k
 * @param {Set<string>} lit  keys of those in which what is dragged would come to lie
 */
export function paintAreas(context, paints, shapes, k, lit) {
  const size = (isProjected() ? TITLE_PROJECTED : TITLE) / k;
  for (const shape of shapes) {
    if (shape.kind !== 'area') continue;
    const { key, figure, bounds } = shape;
    const hue = hueOf(shape);
    const { left, top } = bounds;
    context.fillStyle = paints.of(`color-mix(in oklab, ${hue} ${lit.has(key) ? 25 : 10}%, transparent)`);
    context.strokeStyle = paints.of(hue);
    context.lineWidth = (lit.has(key) ? OUTLINE : 1) / k;
    rounded(context, bounds, 10);
    context.fill();
    context.stroke();
    context.font = `600 ${size}px "IBM Plex Sans Variable", sans-serif`;
    context.fillStyle = paints.of(`color-mix(in oklab, ${hue} 55%, var(--ink))`);
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    context.fillText(/** @type {Area} */ (figure).title ?? '', left + 6 / k, top + size + 3 / k);
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
  for (const shape of shapes) {
    if (shape.kind === 'mark') paintStroke(context, paints, shape, k);
    if (shape.kind !== 'note') continue;
    const { left, top, right, bottom } = shape.bounds;
    context.fillStyle = paints.of(`color-mix(in oklab, ${hueOf(shape)} 40%, var(--surface))`);
    context.fillRect(left, top, right - left, bottom - top);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Paints} paints @param {Shape} shape @param {number} k */
function paintStroke(context, paints, shape, k) {
  context.strokeStyle = paints.of(hueOf(shape));
  context.lineWidth = Math.max(4, STROKE / k);
  context.stroke(strokeOf(shape));
}

/**
 * Around what is chosen or under the pointer: a line, of a mark a halo.
 * @param {CanvasRenderingContext2D} context
 * @param {Paints} paints
 * @param {Shape} shape
 * @param {number} k
 * @param {boolean} isChosen
 */
export function paintOutline(context, paints, shape, k, isChosen) {
  if (shape.kind === 'mark') {
    context.strokeStyle = paints.of(isChosen ? 'color-mix(in oklab, var(--accent) 40%, transparent)' : 'var(--accent-soft)');
    context.lineWidth = Math.max(14, HALO / k);
    context.stroke(strokeOf(shape));
    return paintStroke(context, paints, shape, k);
  }
  context.strokeStyle = paints.of(isChosen ? 'var(--accent)' : hueOf(shape));
  context.lineWidth = OUTLINE / k;
  const isArea = shape.kind === 'area';
  rounded(context, isArea ? shape.bounds : grown(shape.bounds, (isChosen ? 3 : 0) / k), isArea ? 10 : 0);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Bounds} bounds @param {number} radius */
function rounded(context, { left, top, right, bottom }, radius) {
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, radius);
}
