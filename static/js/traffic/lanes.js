/**
 * Where what goes along a link is drawn: a lane beside the cable for each direction, on the right of the way there, as on
 * a road. Pure; in the world's measure.
 *
 * @import { Design } from '../types.js'
 * @import { Curve, Point } from '../canvas/geometry.js'
 * @import { Link } from '../canvas/scene.js'
 * @import { Rates } from './rates.js'
 *
 * @typedef {{key: string, points: Point[], level: number}} Lane  from where it comes to where it goes
 */
import { along } from '../canvas/geometry.js';
import { endpointName, index, keyOf } from '../design/objects.js';
import { first } from './rates.js';
import { WIDTHS, levelOf } from './scale.js';

/** From the middle of a cable to the edge of a lane: half of what the cable is wide (css/canvas/links.css). */
const ASIDE = { endpoint: 1, network: 1.25, patch: 2.5 };

/** The same for a projector, whose cables are wider (css/projector.css). @param {number} k  the drawing's scale */
export function asideProjected(k) {
  const cable = Math.max(4, 2.5 / k) / 2;
  return { endpoint: cable, network: cable, patch: Math.max(8, 4 / k) / 2 };
}

/** So many stretches a lane is made of. */
const STEPS = 24;

/**
 * @param {Link} link @param {Design} design @param {(key: string) => Rates} ratesOf
 * @param {number} [scale]  pixels of the screen for one of the world's
 * @param {typeof ASIDE} [aside]
 * @returns {Lane[]}
 */
export function lanesOf(link, design, ratesOf, scale = 1, aside = ASIDE) {
  const [there, back] = bothWays(link, design, ratesOf);
  const [a, b, c, d] = link.curve;
  const from = aside[link.kind];
  return [lane(link, link.curve, there, scale, from), lane(link, [d, c, b, a], back, scale, from)].flat();
}

/** Bits a second from a link's first end to its second, and back. @param {Link} link @param {Design} design
 * @param {(key: string) => Rates} ratesOf @returns {[number, number]} */
function bothWays({ key, kind, name, plugs }, design, ratesOf) {
  const endpoint = kind === 'network' ? plugs[0].endpoint : null;
  const { bitsIn, bitsOut } = ratesOf(endpoint ? keyOf('endpoint', endpointName(endpoint)) : key);
  const networks = kind === 'patch' ? index(design).patch.get(name)?.networks : null;
  return networks && first(networks) === networks[0] ? [bitsIn, bitsOut] : [bitsOut, bitsIn];
}

/** @param {Link} link @param {Curve} curve @param {number} bits @param {number} scale @param {number} from
 * @returns {Lane[]} */
function lane({ key }, curve, bits, scale, from) {
  const level = levelOf(bits);
  if (level < 0) return [];
  return [{ key, level, points: beside(along(curve, STEPS), from + WIDTHS[level] / 2 / scale) }];
}

/** To the right of the way that it goes, everywhere by the same. @param {Point[]} points @param {number} by */
function beside(points, by) {
  return points.map(({ x, y }, at) => {
    const before = points[Math.max(0, at - 1)];
    const after = points[Math.min(points.length - 1, at + 1)];
    const [across, down] = [after.x - before.x, after.y - before.y];
    const length = Math.hypot(across, down) || 1;
    return { x: x - (by * down) / length, y: y + (by * across) / length };
  });
}
