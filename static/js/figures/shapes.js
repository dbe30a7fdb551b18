/**
 * Where figures are, and what they are elsewhere. Pure.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Area, Design, Fields, Figure, FigureKind, Mark, Note } from '../types.js'
 *
 * @typedef {{key: string, kind: FigureKind, name: string, figure: Figure, bounds: Bounds}} Shape
 */
import { grown } from '../canvas/geometry.js';
import { COLLECTION, FIGURES, keyOf } from '../design/objects.js';
import { NOTE_WIDTH, heightOf } from './notes.js';
import { strokeBounds } from './strokes.js';

/** Around what an area holds. */
const AIR = 28;
/** Above that, for the title. */
const HEAD = 24;

export const COLOURS = ['grey', 'blue', 'green', 'yellow', 'red', 'purple'];
/** @type {Record<FigureKind, string>} */
const NORMALLY = { area: 'blue', note: 'yellow', mark: 'red' };

/** @param {FigureKind} kind @param {Figure} figure */
export const colourOf = (kind, figure) => figure.colour ?? NORMALLY[kind];

/** @param {FigureKind} kind @param {Figure} figure @returns {Bounds} */
export function figureBounds(kind, figure) {
  if (kind === 'mark') return strokeBounds(/** @type {Mark} */ (figure).points);
  const { at: [left, top] } = /** @type {Area | Note} */ (figure);
  const [w, h] = kind === 'area' ? /** @type {Area} */ (figure).size : paper(/** @type {Note} */ (figure));
  return { left, top, right: left + w, bottom: top + h };
}

/** @param {Note} note @returns {[number, number]} */
const paper = (note) => [note.width ?? NOTE_WIDTH, heightOf(note)];

/**
 * All of them by key, in the order in which they lie upon each other: small areas on large ones.
 * @param {Design} design
 * @param {Map<string, Figure>} changed  those that are shown otherwise than stored
 * @returns {Map<string, Shape>}
 */
export function shapesOf(design, changed) {
  const shapes = FIGURES.flatMap((kind) => {
    const all = /** @type {Figure[]} */ (design[COLLECTION[kind]]).map((stored) => {
      const key = keyOf(kind, stored.name);
      const figure = changed.get(key) ?? stored;
      return { key, kind, name: stored.name, figure, bounds: figureBounds(kind, figure) };
    });
    return kind === 'area' ? all.sort((a, b) => extent(b.bounds) - extent(a.bounds)) : all;
  });
  return new Map(shapes.map((each) => [each.key, each]));
}

/** @param {Bounds} bounds */
export const extent = ({ left, top, right, bottom }) => (right - left) * (bottom - top);

/** What an area covers that is drawn around something. @param {Bounds} bounds @returns {Bounds} */
export function areaAround(bounds) {
  const { top, ...rest } = grown(bounds, AIR);
  return { top: top - HEAD, ...rest };
}

/** What of a figure says where it is, so far from where it was. @param {Figure} figure @param {Point} by
 * @returns {Fields}
 */
export function shifted(figure, { x, y }) {
  if ('points' in figure)
    return { points: figure.points.map((each, i) => Math.round(each + (i % 2 ? y : x))) };
  const { at } = figure;
  return { at: [Math.round(at[0] + x), Math.round(at[1] + y)] };
}
