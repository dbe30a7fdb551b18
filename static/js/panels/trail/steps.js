/**
 * The steps of a trail, and where each lies in the drawing. Pure.
 *
 * @import { Curve, Point } from '../../canvas/geometry.js'
 * @import { Scene } from '../../canvas/scene.js'
 * @import { Layer } from '../packets/frames.js'
 * @import { Change } from '../packets/details.js'
 *
 * @typedef {Object} Step  a frame on one cable: docs/console.md
 * @property {number} turn  copies that leave one place together have the same
 * @property {number} time  nanoseconds after the first step
 * @property {number} frame
 * @property {string} from
 * @property {string} to
 * @property {string} cable
 * @property {boolean} arrived
 * @property {string} source
 * @property {string} destination
 * @property {string} protocol
 * @property {string} summary
 * @property {string} data
 * @property {Layer[]} layers
 * @property {Change[]} changed
 * @property {{outcome: 'delivered' | 'not for it' | 'dropped', words: string} | null} ending
 */
import { keyOf } from '../../design/objects.js';

/** @param {Step[]} steps @returns {Step[][]} by turn */
export function turnsOf(steps) {
  /** @type {Step[][]} */
  const turns = [];
  for (const step of steps) (turns[step.turn] ??= []).push(step);
  return turns.filter(Boolean);
}

/** The way over the cable, from where it leaves to where it arrives; null if neither is drawn.
 * @param {Scene} scene @param {Step} step @returns {Curve | null}
 */
export function wayOf(scene, { cable, from, to }) {
  const link = ['endpoint', 'patch', 'network'].map((kind) => scene.links.get(keyOf(kind, cable))).find(Boolean) ?? scene.ends.get(keyOf('endpoint', cable))?.link;
  const [start, end] = [middle(scene, from), middle(scene, to)];
  if (!link) return start && end ? straight(start, end) : start || end ? straight(start ?? end, end ?? start) : null;
  const [a, b, c, d] = link.curve;
  const forward = start ? away(a, start) + away(d, end ?? d) <= away(d, start) + away(a, end ?? a) : true;
  return forward ? [a, b, c, d] : [d, c, b, a];
}

/** What of the drawing a step touches. @param {Scene} scene @param {Step} step */
export const keysOf = (scene, { cable, from, to }) =>
  [
    ...[from, to].flatMap((name) => [keyOf('sandbox', name), keyOf('network', name)]),
    ...['endpoint', 'patch', 'network'].map((kind) => keyOf(kind, cable)),
  ].filter((key) => scene.boxes.has(key) || scene.links.has(key) || scene.ends.has(key));

/** The box of a sandbox or network. @param {Scene} scene @param {string} name */
export const boxKey = (scene, name) =>
  [keyOf('sandbox', name), keyOf('network', name)].find((key) => scene.boxes.has(key));

/** Microseconds. @param {number} nanoseconds */
export const inMicroseconds = (nanoseconds) => `${Math.round(nanoseconds / 1000).toLocaleString('en')} µs`;

/** @param {Scene} scene @param {string} name @returns {Point | null} */
function middle(scene, name) {
  const key = boxKey(scene, name);
  const rect = key && scene.boxes.get(key)?.rect;
  return rect ? { x: rect.x, y: rect.y } : null;
}

/** @param {Point | null} a @param {Point | null} b @returns {Curve | null} */
const straight = (a, b) => a && b && [a, a, b, b];

/** @param {Point} a @param {Point} b */
const away = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
