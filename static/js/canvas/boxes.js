/**
 * How a sandbox (a card) and a network (a bar) look. Drawn around the origin.
 *
 * @import { Network, Sandbox } from '../types.js'
 * @import { Face } from './faces.js'
 * @import { Bounds } from './geometry.js'
 * @import { Box } from './scene.js'
 */
import { networkPicture, sandboxPicture } from '../design/icons.js';
import { driverOf } from '../design/objects.js';
import { WORD, isTroubled } from '../design/states.js';
import { iconUrl, svg } from '../dom.js';
import { hueOf } from './hues.js';
import { mark } from './marks.js';
import { boxSign } from './signs.js';
import { BAR_TEXT, CARD_TEXT, STATE_ROOM, subnetText } from './sizes.js';
import { nameWidth, shortened } from './text.js';

export const PAUSE_RADIUS = 8;
export const PAUSE_BARS = 'M-2.5 -3.5V3.5M2.5 -3.5V3.5';
/** From a card's left and from its middle, downwards. */
const PAUSE_AT = 12;
const NOTE = 30;
const NOTE_LETTER = 6;

/** @param {Box} box @param {Sandbox} sandbox @param {Face} face @returns {(Node | string)[]} */
export function card(box, sandbox, face) {
  const { w, h } = box.rect;
  const left = -w / 2;
  return [
    ring(w, h, 12),
    svg('rect', { class: 'body', x: left, y: -h / 2, width: w, height: h, rx: 8 }),
    svg('use', {
      class: 'picture',
      href: iconUrl(sandboxPicture(sandbox)),
      x: left + 10,
      y: -11,
      width: 22,
      height: 22,
    }),
    inward(svg('text', { class: 'title', x: left + CARD_TEXT, y: -4 }, sandbox.name), w / 2 - CARD_TEXT),
    ...boxSign(box, face),
    ...(sandbox.paused ? [inward(pauseSign(left + PAUSE_AT, PAUSE_AT), w / 2 - PAUSE_AT)] : []),
    inward(mark(face.state, left + CARD_TEXT + 5, 11), w / 2 - CARD_TEXT),
    svg('text', { class: 'word', x: left + CARD_TEXT + 16, y: 15 }, wordOf(sandbox, face)),
    ...badge(face, w, h),
    ...note(face, h, noteAbove(box)),
  ];
}

/** What is written beside the state's mark: of one that is paused that, as long as all else is well.
 * @param {Sandbox} sandbox @param {Face} face */
const wordOf = ({ paused }, { state }) => (paused && state === 'in_sync' ? 'paused' : WORD[state]);

/** Two bars, at the corner of its picture. @param {number} x @param {number} y */
const pauseSign = (x, y) =>
  svg(
    'g',
    { class: 'paused', transform: `translate(${x} ${y})` },
    svg('circle', { r: PAUSE_RADIUS }),
    svg('path', { d: PAUSE_BARS }),
  );

/** @param {Box} box @param {Network} network @param {Face} face @returns {(Node | string)[]} */
export function bar(box, network, face) {
  const { w, h } = box.rect;
  const left = -w / 2;
  const right = w / 2;
  return [
    ring(w, h, h / 2 + 4),
    svg('rect', {
      class: 'body',
      x: left,
      y: -h / 2,
      width: w,
      height: h,
      rx: h / 2,
      'data-hue': hueOf(network.name),
    }),
    svg('use', {
      class: 'picture',
      href: iconUrl(networkPicture(network)),
      x: left + 16,
      y: -10,
      width: 20,
      height: 20,
    }),
    inward(svg('text', { class: 'title', x: left + BAR_TEXT, y: -3 }, network.name), w / 2 - BAR_TEXT),
    svg(
      'text',
      { class: 'driver', x: left + BAR_TEXT + nameWidth(network.name) + 8, y: -3 },
      driverOf(network),
    ),
    svg('text', { class: 'subnet', x: left + BAR_TEXT, y: 13 }, subnetText(network)),
    ...boxSign(box, face),
    mark(face.state, right - STATE_ROOM + 8, 0),
    svg('text', { class: 'word', x: right - STATE_ROOM + 19, y: 4 }, WORD[face.state]),
    ...badge(face, w - 24, h),
    ...note(face, h, noteAbove(box)),
  ];
}

/** Says how far it is to the box's middle, for stylesheets that put it there.
 * @template {SVGElement} T @param {T} element @param {number} distance
 */
function inward(element, distance) {
  element.style.setProperty('--in', `${distance}px`);
  return element;
}

/** Stands around what is chosen or in focus. @param {number} w @param {number} h @param {number} rx */
const ring = (w, h, rx) =>
  svg('rect', { class: 'ring', x: -w / 2 - 4, y: -h / 2 - 4, width: w + 8, height: h + 8, rx });

/**
 * A design's mistake, apart from what the kernel made of it.
 * @param {Face} face
 * @param {number} w
 * @param {number} h
 */
function badge({ trouble }, w, h) {
  if (!trouble) return [];
  return [
    svg(
      'g',
      { class: 'badge', 'data-trouble': trouble, transform: `translate(${w / 2 - 2} ${-h / 2 + 2})` },
      svg('circle', { r: 9 }),
      svg('path', { d: 'M0 -4.5V0.8M0 4V4.1' }),
    ),
  ];
}

/** @param {Face} face */
const hasNote = ({ state, reason }) => Boolean(reason) && isTroubled(state);

/** Its baseline. @param {number} h @param {boolean} above */
const noteLine = (h, above) => (above ? -h / 2 - 9 : h / 2 + 17);

/** @param {Box} box */
const noteAbove = ({ plugs }) =>
  plugs.some((each) => each.side === 'bottom') && !plugs.some((each) => each.side === 'top');

/** What a box's note takes of the canvas. @param {Box} box @param {Face} face @returns {Bounds | null} */
export function noteBounds(box, face) {
  if (!hasNote(face)) return null;
  const { x, y, h } = box.rect;
  const line = y + noteLine(h, noteAbove(box));
  const half = (shortened(face.reason, NOTE).length * NOTE_LETTER) / 2;
  return { left: x - half, right: x + half, top: line - 11, bottom: line + 3 };
}

/** Why it is not as designed, where it is. @param {Face} face @param {number} h @param {boolean} above */
function note(face, h, above) {
  if (!hasNote(face)) return [];
  const { reason } = face;
  return [
    svg(
      'text',
      { class: 'note', y: noteLine(h, above), 'text-anchor': 'middle' },
      shortened(reason, NOTE),
      svg('title', {}, reason),
    ),
  ];
}
