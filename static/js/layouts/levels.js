/**
 * A drawing arranged level by level: what lies in an area first, then the area among what stands beside it. Pure, but
 * for what the arranging itself does.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Scene } from '../canvas/scene.js'
 * @import { Box, Positions } from './graph.js'
 * @import { Group, Thing } from './groups.js'
 * @import { Sizes } from './outlines.js'
 *
 * @typedef {{at: Positions, sizes: Sizes, links: Scene['links']}} Drawn  of all things; `at` is brought up to date
 *
 * @typedef {Object} Level  what lies beside each other: things, and areas with what is in them, each as one box
 * @property {Box[]} boxes  to be placed
 * @property {Box[]} rest  what stays among them
 * @property {[string, string][]} links
 * @property {Bounds[]} taken  what else stays
 */
import { boundsOf, middleOf } from '../canvas/geometry.js';
import { thingsIn } from './groups.js';
import { outline, roomOf } from './outlines.js';

/**
 * @param {Group} group
 * @param {Drawn} drawn
 * @param {Bounds[]} taken  what stays around it
 * @param {(level: Level) => Positions | Promise<Positions>} arrange
 */
export async function inside(group, drawn, taken, arrange) {
  const { at, sizes } = drawn;
  /** @param {Thing} thing @returns {Box} */
  const boxOf = (thing) => ({ name: thing.name, ...roomOf(thing, at, sizes) });
  /** @param {Group} each @returns {Box} */
  const blockOf = (each) => ({ name: each.name, ...middleOf(outline(each, at, sizes)) });
  const [things, staying] = parted(group.things);
  for (const each of group.groups)
    await inside(each, drawn, each.isMeant ? [] : [...taken, ...staying.map(boxOf).map(boundsOf)], arrange);
  const [moving, standing] = parted(group.groups);
  const boxes = [...things.map(boxOf), ...moving.map(blockOf)];
  if (!boxes.length) return;
  const rest = [...staying.map(boxOf), ...standing.map(blockOf)];
  const positions = await arrange({ boxes, rest, links: linksIn(group, drawn), taken });
  [...things.map((each) => [each]), ...moving.map(thingsIn)].forEach((all, i) =>
    shift(all, boxes[i], positions.get(boxes[i].name) ?? boxes[i], at),
  );
}

/** Those to be placed, and those that stay. @template {{isMeant: boolean}} T @param {T[]} all @returns {[T[], T[]]} */
const parted = (all) => [all.filter(({ isMeant }) => isMeant), all.filter(({ isMeant }) => !isMeant)];

/** @param {Thing[]} things @param {Point} from @param {Point} to @param {Positions} at */
function shift(things, from, to, at) {
  for (const { name, rect } of things) {
    const { x, y } = at.get(name) ?? rect;
    at.set(name, { x: x + to.x - from.x, y: y + to.y - from.y });
  }
}

/** What is joined on this level; a note to what it stands at. @param {Group} group @param {Drawn} drawn */
function linksIn(group, { links }) {
  const of = new Map(group.groups.flatMap((each) => thingsIn(each).map(({ name }) => [name, each.name])));
  for (const { name } of group.things) of.set(name, name);
  const notes = group.things.map(({ name, beside }) => [name, beside ?? '']);
  const pairs = [...links.values()].map(({ plugs: [a, b] }) => [of.get(a.box.name) ?? '', of.get(b.box.name) ?? '']);
  return /** @type {[string, string][]} */ ([...pairs, ...notes].filter(([a, b]) => a && b && a !== b));
}
