/**
 * What of the figures is meant by a point, where they are painted and no elements say it. Pure.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Mark } from '../types.js'
 * @import { Shape } from './shapes.js'
 */
import { contains, grown } from '../canvas/geometry.js';
import { awayFrom } from '../canvas/near.js';
import { pointsOf } from './strokes.js';

/** So far from a stroke it is still meant, however near one is. */
const REACH = 10;

/**
 * The note at a point, or the mark that it is near, the topmost; they lie on everything else.
 * @param {Iterable<Shape>} shapes  from the undermost up
 * @param {Point} point
 * @param {number} slack
 * @returns {Shape | null}
 */
export function onTop(shapes, point, slack) {
  const reach = Math.max(REACH, slack);
  /** @param {Shape} shape */
  const isMeant = ({ kind, figure, bounds }) => {
    if (kind === 'note') return contains(bounds, point);
    if (kind !== 'mark' || !contains(grown(bounds, reach), point)) return false;
    return awayFrom(pointsOf(/** @type {Mark} */ (figure).points), point) <= reach;
  };
  return [...shapes].findLast(isMeant) ?? null;
}

/** The area that a point is in, the topmost: they lie under everything else.
 * @param {Iterable<Shape>} shapes  from the undermost up
 * @param {Point} point
 * @returns {Shape | null}
 */
export const underneath = (shapes, point) =>
  [...shapes].findLast(({ kind, bounds }) => kind === 'area' && contains(bounds, point)) ?? null;
