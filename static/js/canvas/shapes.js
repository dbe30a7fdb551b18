/**
 * The shapes of a drawing as it is painted from afar, gathered so that each colour is one stroke of the brush.
 * In the world's own measure.
 *
 * @import { Design, State } from '../types.js'
 * @import { Box, Scene } from './scene.js'
 *
 * @typedef {Object} Shapes
 * @property {Map<string, Path2D>} cables  by their colour
 * @property {Map<State, Path2D>} cards
 * @property {Map<string, Path2D>} bars  by their colour
 * @property {Map<State, Path2D>} marks  those that are filled
 * @property {Map<State, Path2D>} lines  those that are drawn
 */
import { index } from '../design/objects.js';
import { hueOf } from './hues.js';
import { SHAPE } from './marks.js';

/** From a card's left to the middle of its mark, if a name follows. */
export const MARK_ROOM = 20;
/** From a bar's right to the middle of its mark. */
const BAR_END = 26;
const MARK_SCALE = 2.6;

/**
 * @param {Scene} scene
 * @param {Design} design
 * @param {(key: string) => State} stateOf
 * @param {boolean} named  cards have their names beside the marks
 * @returns {Shapes}
 */
export function gathered(scene, design, stateOf, named) {
  /** @type {Shapes} */
  const shapes = { cables: new Map(), cards: new Map(), bars: new Map(), marks: new Map(), lines: new Map() };
  for (const { hue, curve } of scene.links.values()) {
    const [a, b, c, d] = curve;
    const path = at(shapes.cables, hue ? `var(--net-${hue})` : 'var(--ink-soft)');
    path.moveTo(a.x, a.y);
    path.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
  }
  for (const box of scene.boxes.values()) {
    const state = stateOf(box.key);
    outline(shapes, box, state, design);
    mark(shapes, box, state, named);
  }
  return shapes;
}

/** @param {Shapes} shapes @param {Box} box @param {State} state @param {Design} design */
function outline({ cards, bars }, { kind, name, rect: { x, y, w, h } }, state, design) {
  if (kind === 'network')
    at(bars, `var(--net-${hueOf(name)})`).roundRect(x - w / 2, y - h / 2, w, h, h / 2);
  else if (index(design).sandbox.get(name)?.forwarding) octagon(at(cards, state), x, y, w, h);
  else at(cards, state).roundRect(x - w / 2, y - h / 2, w, h, 8);
}

/** @param {Shapes} shapes @param {Box} box @param {State} state @param {boolean} named */
function mark({ marks, lines }, { kind, rect: { x, y, w } }, state, named) {
  const { fill, line } = SHAPE[state];
  const aside = kind === 'network' ? w / 2 - BAR_END : named ? MARK_ROOM - w / 2 : 0;
  const place = new DOMMatrix([MARK_SCALE, 0, 0, MARK_SCALE, x + aside, y]);
  if (fill) at(marks, state).addPath(drawn(fill), place);
  if (line) at(lines, state).addPath(drawn(line), place);
}

/** @type {Map<string, Path2D>} */
const signs = new Map();

/** What the few signs are written as is read once, not for each box. @param {string} path */
function drawn(path) {
  const known = signs.get(path) ?? new Path2D(path);
  signs.set(path, known);
  return known;
}

/** A router has its corners cut off, so that it is told from a sandbox without a picture.
 * @param {Path2D} path @param {number} x @param {number} y @param {number} w @param {number} h
 */
function octagon(path, x, y, w, h) {
  const [right, down, cut] = [w / 2, h / 2, Math.min(w, h) / 3];
  path.moveTo(x - right + cut, y - down);
  for (const [across, along] of [
    [right - cut, -down],
    [right, cut - down],
    [right, down - cut],
    [right - cut, down],
    [cut - right, down],
    [-right, down - cut],
    [-right, cut - down],
  ])
    path.lineTo(x + across, y + along);
  path.closePath();
}

/** @template T @param {Map<T, Path2D>} paths @param {T} key @returns {Path2D} */
function at(paths, key) {
  const known = paths.get(key);
  if (known) return known;
  const made = new Path2D();
  paths.set(key, made);
  return made;
}
