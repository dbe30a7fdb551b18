/**
 * Where areas must be to go on holding what lies in them. Pure.
 *
 * @import { Bounds, Point, Rect } from '../canvas/geometry.js'
 * @import { Positions } from './graph.js'
 * @import { Group, Thing } from './groups.js'
 *
 * @typedef {Map<string, {w: number, h: number}>} Sizes
 */
import { GRID, around, boundsOf, encloses, moved, snapped } from '../canvas/geometry.js';
import { areaAround, extent } from '../figures/shapes.js';

/** What a group's areas cover together. @param {Group} group @param {Positions} at  of the things @param {Sizes} sizes */
export const outline = (group, at, sizes) => /** @type {Bounds} */ (around([...outlines(group, at, sizes).values()]));

/**
 * Its areas by key: one that is moved fits closely; one in which something stays only grows.
 * @param {Group} group
 * @param {Positions} at
 * @param {Sizes} sizes
 * @returns {Map<string, Bounds>}
 */
export function outlines(group, at, sizes) {
  const parts = [
    ...group.things.flatMap((each) => partsOf(each, at, sizes)),
    ...group.groups.map((each) => ({ was: outlineBefore(each), is: outline(each, at, sizes) })),
  ];
  /** @type {Map<string, Bounds>} */
  const found = new Map();
  for (const { key, bounds } of [...group.areas].sort((a, b) => extent(a.bounds) - extent(b.bounds))) {
    const held = parts.filter(({ was }) => encloses(bounds, was)).map(({ is }) => is);
    const is = held.length ? fitted(bounds, /** @type {Bounds} */ (around(held)), group.isMeant) : bounds;
    found.set(key, is);
    parts.push({ was: bounds, is });
  }
  return found;
}

/** A thing and the marks that ride on it. @param {Thing} thing @param {Positions} at @param {Sizes} sizes */
function partsOf(thing, at, sizes) {
  const { name, rect, riders } = thing;
  const by = wayOf(thing, at);
  const place = { x: rect.x + by.x, y: rect.y + by.y, ...(sizes.get(name) ?? { w: rect.w, h: rect.h }) };
  return [
    { was: boundsOf(rect), is: boundsOf(place) },
    ...riders.map(({ bounds }) => ({ was: bounds, is: moved(bounds, by.x, by.y) })),
  ];
}

/**
 * What is to be kept free for a thing: it and its notes. The middle of that is off its own by whole steps of the grid.
 * @param {Thing} thing
 * @param {Positions} at
 * @param {Sizes} sizes
 * @returns {Rect}
 */
export function roomOf(thing, at, sizes) {
  const { x, y } = at.get(thing.name) ?? thing.rect;
  const by = wayOf(thing, at);
  const notes = thing.riders.filter(({ kind }) => kind === 'note').map(({ bounds }) => moved(bounds, by.x, by.y));
  const own = boundsOf({ ...thing.rect, ...sizes.get(thing.name), x, y });
  const { left, top, right, bottom } = /** @type {Bounds} */ (around([own, ...notes]));
  const [across, down] = snapped({ x: (left + right) / 2 - x, y: (top + bottom) / 2 - y });
  const middle = { x: x + across, y: y + down };
  const half = { w: Math.max(right - middle.x, middle.x - left), h: Math.max(bottom - middle.y, middle.y - top) };
  return { ...middle, w: 2 * half.w, h: 2 * half.h };
}

/** How far a thing is from where it was. @param {Thing} thing @param {Positions} at @returns {Point} */
export function wayOf({ name, rect }, at) {
  const { x, y } = at.get(name) ?? rect;
  return { x: x - rect.x, y: y - rect.y };
}

/** @param {Group} group */
const outlineBefore = ({ areas }) => /** @type {Bounds} */ (around(areas.map(({ bounds }) => bounds)));

/** @param {Bounds} bounds @param {Bounds} held @param {boolean} isMoved @returns {Bounds} */
function fitted(bounds, held, isMoved) {
  if (isMoved) return onGrid(areaAround(held));
  return encloses(bounds, held) ? bounds : /** @type {Bounds} */ (around([bounds, areaAround(held)]));
}

/** No smaller, and with a middle that is on the grid. @param {Bounds} bounds @returns {Bounds} */
function onGrid({ left, top, right, bottom }) {
  const [x, y] = [left, top].map((each) => Math.floor(each / GRID) * GRID);
  const [w, h] = [right - x, bottom - y].map((each) => Math.ceil(each / (2 * GRID)) * 2 * GRID);
  return { left: x, top: y, right: x + w, bottom: y + h };
}
