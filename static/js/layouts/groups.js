/**
 * What lies in which area: groups that an arrangement keeps together. Pure.
 *
 * An object belongs to the smallest area that holds all of it. Areas of which neither holds the other, though both hold
 * the same box, are one group. A note goes with a box that it stands near, a mark with what it touches.
 *
 * @import { Bounds, Rect } from '../canvas/geometry.js'
 * @import { Scene } from '../canvas/scene.js'
 * @import { Shape } from '../figures/shapes.js'
 *
 * @typedef {Object} Thing  what is placed: a box; a note on its own; an area that holds no box, with all that lies in it
 * @property {string} name  of a box its own, else a key
 * @property {Rect} rect  where it was
 * @property {Shape[]} riders  figures that go where it goes
 * @property {boolean} isBox
 * @property {boolean} isMeant  to be placed
 * @property {string} [beside]  the box that it is to stand beside
 *
 * @typedef {Object} Group
 * @property {string} name  unlike that of any thing
 * @property {Shape[]} areas  none: it is the drawing as a whole
 * @property {Thing[]} things  directly in it
 * @property {Group[]} groups
 * @property {Shape[]} marks  that lie in it
 * @property {boolean} isMeant  all its boxes are to be placed, so that it is moved as one
 */
import { around, boundsOf, encloses, middleOf } from '../canvas/geometry.js';

/** Pixels at most between a note and the box that it is about. */
const NEAR = 80;

/** @param {Scene} scene @param {Set<string>} meant  names of boxes @returns {Group} of all that is drawn */
export function grouped({ boxes, figures }, meant) {
  const all = [...figures.values()];
  const areas = all.filter(({ kind }) => kind === 'area'); // the large ones first
  const held = areas.map(({ bounds }) => new Set([...boxes.values()].filter(({ rect }) => encloses(bounds, boundsOf(rect)))));
  const of = united(areas, held);
  const whole = group('', []);
  /** @param {Bounds} bounds */
  const home = (bounds) => of[areas.findLastIndex((each) => encloses(each.bounds, bounds))] ?? whole;
  for (const each of new Set(of)) parentOf(each, areas, of, whole).groups.push(each);
  for (const { name, rect } of boxes.values()) home(boundsOf(rect)).things.push(thing(name, rect, [], true));
  for (const shape of all) {
    const its = home(shape.bounds);
    if (shape.kind === 'note') its.things.push(thing(shape.key, middleOf(shape.bounds), [shape], false));
    if (shape.kind === 'mark') its.marks.push(shape);
  }
  return meaning(mounted(emptied(whole)), meant);
}

/** @param {string} name @param {Shape[]} areas @returns {Group} */
const group = (name, areas) => ({ name, areas, things: [], groups: [], marks: [], isMeant: false });

/** @param {string} name @param {Rect} rect @param {Shape[]} riders @param {boolean} isBox @returns {Thing} */
const thing = (name, rect, riders, isBox) => ({ name, rect, riders, isBox, isMeant: false });

/** The group of each area. @template T @param {Shape[]} areas @param {Set<T>[]} held @returns {Group[]} */
function united(areas, held) {
  const of = areas.map((each) => group(each.key, [each]));
  areas.forEach((inner, j) => {
    for (let i = 0; i < j; i += 1) {
      const shares = [...held[i]].some((each) => held[j].has(each));
      if (!shares || of[i] === of[j] || encloses(areas[i].bounds, inner.bounds)) continue;
      const [one, other] = [of[i], of[j]];
      one.areas.push(...other.areas);
      of.forEach((each, k) => (of[k] = each === other ? one : each));
    }
  });
  return of;
}

/** @param {Group} group @param {Shape[]} areas @param {Group[]} of @param {Group} whole */
function parentOf(group, areas, of, whole) {
  const first = of.indexOf(group);
  const holds = (/** @type {Shape} */ area) => group.areas.every(({ bounds }) => encloses(area.bounds, bounds));
  return of[areas.findLastIndex((area, i) => i < first && of[i] !== group && holds(area))] ?? whole;
}

/** With things in place of groups that have no box. @param {Group} group @returns {Group} */
function emptied(group) {
  const inner = group.groups.map(emptied);
  const hasBox = (/** @type {Group} */ { things, groups }) => groups.length > 0 || things.some(({ isBox }) => isBox);
  const empty = inner.filter((each) => !hasBox(each)).map(({ name, areas, things, marks }) => {
    const rect = middleOf(/** @type {Bounds} */ (around(areas.map(({ bounds }) => bounds))));
    return thing(name, rect, [...areas, ...marks, ...things.flatMap(({ riders }) => riders)], false);
  });
  return { ...group, things: [...group.things, ...empty], groups: inner.filter(hasBox) };
}

/** With notes and marks on what they were written and drawn at; in an area all that is there belongs together.
 * @param {Group} group
 * @returns {Group}
 */
function mounted({ things, groups, ...group }) {
  const boxes = things.filter(({ isBox }) => isBox);
  const within = group.areas.length ? Infinity : 0;
  const alone = things.filter((each) => {
    const host = !each.isBox && isNote(each) && nearest(boxes, each.rect, NEAR);
    if (host) host.riders.push(...each.riders);
    else if (!each.isBox) each.beside = nearest(boxes, each.rect, within)?.name;
    return !host;
  });
  const all = { ...group, things: alone, groups: groups.map(mounted) };
  for (const mark of group.marks) nearest(thingsIn(all), middleOf(mark.bounds), within)?.riders.push(mark);
  return all;
}

/** @param {Thing} thing */
const isNote = ({ riders }) => riders[0].kind === 'note';

/** @param {Group} group @param {Set<string>} meant @returns {Group} */
function meaning(group, meant) {
  const isMeant = thingsIn(group).every(({ isBox, name }) => !isBox || meant.has(name));
  /** A note that stands alone stays. @param {Thing} each */
  const isPlaced = (each) => (each.isBox ? meant.has(each.name) : isMeant && !(isNote(each) && !group.areas.length));
  return {
    ...group,
    isMeant,
    things: group.things.map((each) => ({ ...each, isMeant: isPlaced(each) })),
    groups: group.groups.map((each) => meaning(each, meant)),
  };
}

/** All that is in it. @param {Group} group @returns {Thing[]} */
export const thingsIn = ({ things, groups }) => [...things, ...groups.flatMap(thingsIn)];

/** The nearest to what is there, if the gap between the two is no larger. @param {Thing[]} things @param {Rect} rect
 * @param {number} gap
 * @returns {Thing | null}
 */
function nearest(things, { x, y, w, h }, gap) {
  const away = (/** @type {Thing} */ { rect }) =>
    Math.hypot(Math.max(0, Math.abs(rect.x - x) - (rect.w + w) / 2), Math.max(0, Math.abs(rect.y - y) - (rect.h + h) / 2));
  const between = (/** @type {Thing} */ { rect }) => Math.hypot(rect.x - x, rect.y - y);
  const near = things.filter((each) => away(each) <= gap);
  return near.sort((a, b) => away(a) - away(b) || between(a) - between(b))[0] ?? null;
}
