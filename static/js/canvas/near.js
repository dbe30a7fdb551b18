/**
 * How far a point is from lines, and the link and the box nearest to it. Pure.
 *
 * @import { Point } from './geometry.js'
 * @import { Box, Link } from './scene.js'
 */
import { along, boundsOf, contains, curveBounds, grown } from './geometry.js';

/**
 * The box at a point, or the nearest within a slack.
 * @param {Iterable<Box>} boxes
 * @param {Point} point
 * @param {number} slack
 * @returns {Box | null}
 */
export function boxNear(boxes, point, slack) {
  /** @type {Box | null} */
  let nearest = null;
  let least = Infinity;
  for (const box of boxes) {
    const bounds = boundsOf(box.rect);
    if (!contains(grown(bounds, slack), point)) continue;
    const away = Math.hypot(
      Math.max(bounds.left - point.x, 0, point.x - bounds.right),
      Math.max(bounds.top - point.y, 0, point.y - bounds.bottom),
    );
    if (away < least) [nearest, least] = [box, away];
  }
  return nearest;
}

/**
 * @param {Iterable<Link>} links
 * @param {Point} point
 * @param {number} slack
 * @returns {Link | null} none farther off than the slack
 */
export function linkNear(links, point, slack) {
  /** @type {Link | null} */
  let nearest = null;
  let least = slack;
  for (const link of links) {
    if (!contains(grown(curveBounds(link.curve), slack), point)) continue;
    const away = awayFrom(along(link.curve, 16), point);
    if (away <= least) [nearest, least] = [link, away];
  }
  return nearest;
}

/** From a point to a line of several stretches. @param {Point[]} line @param {Point} point */
export function awayFrom(line, point) {
  return line.slice(1).reduce((least, to, i) => Math.min(least, fromStretch(line[i], to, point)), Infinity);
}

/** @param {Point} a @param {Point} b @param {Point} point */
function fromStretch(a, b, point) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const length = x * x + y * y;
  const t = length ? Math.max(0, Math.min(1, ((point.x - a.x) * x + (point.y - a.y) * y) / length)) : 0;
  return Math.hypot(a.x + x * t - point.x, a.y + y * t - point.y);
}
