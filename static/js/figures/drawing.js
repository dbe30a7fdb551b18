/**
 * How areas, notes and marks look. Drawn from their left top corner.
 *
 * @import { Area, Mark, Note } from '../types.js'
 * @import { Shape } from './shapes.js'
 */
import { svg } from '../dom.js';
import { NOTE_LINE, NOTE_PAD, linesOf } from './notes.js';
import { colourOf } from './shapes.js';
import { pointsOf, strokePath } from './strokes.js';

const FOLD = 12;
const BASELINE = 13;

/** @param {Shape} shape @returns {(Node | string)[]} */
export function drawn(shape) {
  const { left, top, right, bottom } = shape.bounds;
  const [w, h] = [right - left, bottom - top];
  const parts = { area, note, mark }[shape.kind](shape, w, h);
  return [
    svg('g', { class: 'figure-shape', 'data-colour': colourOf(shape.kind, shape.figure) }, ...parts),
    shape.kind === 'mark' ? '' : ring(w, h, shape.kind === 'area' ? 0 : 4),
  ];
}

/** @param {number} w @param {number} h @param {number} air */
const ring = (w, h, air) =>
  svg('rect', { class: 'ring', x: -air, y: -air, width: w + 2 * air, height: h + 2 * air, rx: air ? 4 : 10 });

/** @param {Shape} shape @param {number} w @param {number} h */
function area({ figure }, w, h) {
  const { title } = /** @type {Area} */ (figure);
  return [
    svg('rect', { class: 'body', width: w, height: h, rx: 10 }),
    title && svg('text', { class: 'area-title', x: 14, y: 23 }, title),
  ];
}

/** Paper with a corner folded over. @param {Shape} shape @param {number} w @param {number} h */
function note({ figure }, w, h) {
  const lines = linesOf(/** @type {Note} */ (figure));
  return [
    svg('path', { class: 'body', d: `M0 0H${w}V${h - FOLD}L${w - FOLD} ${h}H0Z` }),
    svg('path', { class: 'fold', d: `M${w} ${h - FOLD}H${w - FOLD}V${h}Z` }),
    ...lines.map((line, i) =>
      svg('text', { class: 'note-line', x: NOTE_PAD, y: NOTE_PAD + BASELINE + i * NOTE_LINE }, line),
    ),
  ];
}

/** @param {Shape} shape */
function mark({ figure, bounds: { left, top } }) {
  const points = pointsOf(/** @type {Mark} */ (figure).points);
  const d = strokePath(points.map(({ x, y }) => ({ x: x - left, y: y - top })));
  return [
    svg('path', { class: 'reach', d }),
    svg('path', { class: 'halo', d }),
    svg('path', { class: 'stroke', d }),
  ];
}
