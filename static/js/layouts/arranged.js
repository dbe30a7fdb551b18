/**
 * Where a layout puts boxes in a drawing: around the middle where they were, clear of what stays, and none over
 * another. Pure, but for what the layout itself does.
 *
 * An area all of whose boxes are placed is laid out within, and then stands among the others as one box that fits what it
 * holds. So nothing leaves an area, and nothing comes to lie in one that was not there (docs/drawing.md).
 *
 * A box's size follows from the cables at its sides, and those from where it stands; so it is laid out anew with
 * the sizes that came of it, until they hold.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Scene } from '../canvas/scene.js'
 * @import { Design } from '../types.js'
 * @import { Box, Graph, Positions } from './graph.js'
 * @import { Group } from './groups.js'
 * @import { Level } from './levels.js'
 *
 * @typedef {Object} Layout
 * @property {(graph: Graph, pinned: Set<string>) => Positions | Promise<Positions>} place
 * @property {boolean} [pins]  it sees those that stay, too, and places the others among them
 * @property {() => void} [end]  lets go of what it works with
 *
 * @typedef {Object} Arrangement
 * @property {Positions} boxes  of those that are meant
 * @property {Map<string, Bounds>} areas  that are elsewhere or of another size, by key
 * @property {Map<string, Point>} ways  how far other figures are moved, by key
 */
import { boundsOf, middleOf } from '../canvas/geometry.js';
import { scene } from '../canvas/scene.js';
import { apart, besides } from './apart.js';
import { grouped, thingsIn } from './groups.js';
import { inside } from './levels.js';
import { outlines, wayOf } from './outlines.js';
import { boundsOfAll } from './pack.js';

const ROUNDS = 4;

/**
 * @param {Design} design
 * @param {Positions} before  of every box
 * @param {Set<string>} meant  names of the boxes to place
 * @param {Layout} layout
 * @returns {Promise<Arrangement>}
 */
export async function arranged(design, before, meant, layout) {
  const shown = scene(design, before);
  const whole = grouped(shown, meant);
  const at = new Map(thingsIn(whole).map(({ name, rect }) => [name, { x: rect.x, y: rect.y }]));
  const sizes = new Map(thingsIn(whole).map(({ name, rect: { w, h } }) => [name, { w, h }]));
  for (const arrange of [(/** @type {Level} */ level) => placed(level, layout), settled]) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await inside(whole, { at, sizes, links: shown.links }, [], arrange);
      if (!grow(sizes, scene(design, new Map([...before, ...at])))) break;
    }
  }
  return told(whole, at, sizes);
}

/** By the layout, clear of what stays. @param {Level} level @param {Layout} layout @returns {Promise<Positions>} */
async function placed({ boxes, rest, links, taken }, layout) {
  if (boxes.length < 2) return new Map(boxes.map((each) => [each.name, each]));
  const seen = layout.pins ? [...boxes, ...rest] : boxes;
  const names = new Set(seen.map(({ name }) => name));
  const graph = { boxes: seen, links: links.filter((pair) => pair.every((each) => names.has(each))) };
  const positions = await layout.place(graph, new Set(rest.map(({ name }) => name)));
  return layout.pins ? positions : clear(centred(positions, boxes), boxes, [...taken, ...rest.map(boundsOf)]);
}

/** Where it is, but none over another. @param {Level} level */
const settled = ({ boxes, rest, taken }) =>
  apart(new Map(boxes.map((each) => [each.name, each])), byName(boxes), [...taken, ...rest.map(boundsOf)]);

/** @param {Positions} positions @param {Box[]} boxes @param {Bounds[]} taken */
const clear = (positions, boxes, taken) => (taken.length ? besides(positions, byName(boxes), taken) : positions);

/** Around the middle where they were. @param {Positions} positions @param {Box[]} boxes @returns {Positions} */
function centred(positions, boxes) {
  const sizes = byName(boxes);
  const was = middleOf(boundsOfAll(sizes, sizes));
  const is = middleOf(boundsOfAll(positions, sizes));
  return new Map([...positions].map(([name, { x, y }]) => [name, { x: x + was.x - is.x, y: y + was.y - is.y }]));
}

/** @param {Box[]} boxes @returns {Map<string, Box>} */
const byName = (boxes) => new Map(boxes.map((each) => [each.name, each]));

/** Takes over sizes that have become larger. @param {import('./outlines.js').Sizes} sizes @param {Scene} after
 * @returns {boolean} whether any has
 */
function grow(sizes, { boxes }) {
  let grew = false;
  for (const { name, rect } of boxes.values()) {
    const { w, h } = sizes.get(name) ?? rect;
    grew ||= rect.w > w || rect.h > h;
    sizes.set(name, { w: Math.max(rect.w, w), h: Math.max(rect.h, h) });
  }
  return grew;
}

/** @param {Group} whole @param {Positions} at @param {import('./outlines.js').Sizes} sizes @returns {Arrangement} */
function told(whole, at, sizes) {
  const things = thingsIn(whole).filter(({ isMeant }) => isMeant);
  const ways = things.flatMap((each) => {
    const by = wayOf(each, at);
    return by.x || by.y ? each.riders.map(({ key }) => /** @type {[string, Point]} */ ([key, by])) : [];
  });
  return {
    boxes: new Map(things.filter(({ isBox }) => isBox).map(({ name, rect }) => [name, at.get(name) ?? rect])),
    areas: new Map([...groupsIn(whole)].flatMap((each) => [...outlines(each, at, sizes)].filter(isElsewhere(each)))),
    ways: new Map(ways),
  };
}

/** @param {Group} group @returns {Group[]} */
const groupsIn = ({ groups }) => [...groups, ...groups.flatMap(groupsIn)];

/** @param {Group} group @returns {(outline: [string, Bounds]) => boolean} */
const isElsewhere = ({ areas }) => ([key, is]) => {
  const was = areas.find((each) => each.key === key)?.bounds;
  return !was || was.left !== is.left || was.top !== is.top || was.right !== is.right || was.bottom !== is.bottom;
};
