/**
 * What is deployed and no more in the design, drawn where it was while a plan is shown that removes it.
 *
 * @import { Design } from '../types.js'
 * @import { Point } from './geometry.js'
 * @import { Box, Link } from './scene.js'
 */
import { keyOf } from '../design/objects.js';
import { svg } from '../dom.js';
import { sign } from './effects.js';
import { at, pathOf } from './geometry.js';
import { layout } from './layout.js';
import { scene } from './scene.js';

/** More would hide the drawing. */
const MOST = 200;
const REMOVED = { effect: /** @type {const} */ ('remove'), planned: true };

/**
 * The design with what is removed still in it.
 * @param {Design} design
 * @param {Design} removed  with the places of all that is deployed
 * @returns {Design}
 */
export const together = (design, removed) => ({
  ...design,
  networks: [...design.networks, ...removed.networks],
  sandboxes: [...design.sandboxes, ...removed.sandboxes],
  endpoints: [...design.endpoints, ...removed.endpoints],
  patches: [...design.patches, ...removed.patches],
  layout: { ...removed.layout, ...design.layout },
});

export class Ghosts {
  /** @param {SVGElement} layer */
  constructor(layer) {
    this.group = svg('g', { class: 'ghosts' });
    layer.prepend(this.group);
    this.drawn = '';
  }

  /**
   * @param {Design} design
   * @param {Design | null} removed
   * @param {Map<string, Point>} positions
   */
  draw(design, removed, positions) {
    const now = removed ? JSON.stringify([removed, design, [...positions]]) : '';
    if (now === this.drawn) return;
    this.drawn = now;
    this.group.replaceChildren(...(removed ? ghosts(design, removed, positions) : []));
  }
}

/** @param {Design} design @param {Design} removed @param {Map<string, Point>} positions */
function ghosts(design, removed, positions) {
  const all = together(design, removed);
  const { boxes, links } = scene(all, layout(all, positions));
  const keys = [...keysOf('network', removed.networks), ...keysOf('sandbox', removed.sandboxes)];
  const wires = [...links.values()].filter(({ kind, name }) => isOf(removed, kind, name));
  return [
    ...wires.slice(0, MOST).map(wire),
    ...keys.flatMap((key) => boxes.get(key) ?? []).slice(0, MOST).map(box),
  ];
}

/** @param {'network' | 'sandbox'} kind @param {{name: string}[]} objects */
const keysOf = (kind, objects) => objects.map(({ name }) => keyOf(kind, name));

/** @param {Design} removed @param {string} kind @param {string} name */
function isOf(removed, kind, name) {
  if (kind === 'endpoint') return removed.endpoints.some((each) => `${each.sandbox}.${each.interface}` === name);
  return removed[kind === 'patch' ? 'patches' : 'networks'].some((each) => each.name === name);
}

/** @param {Box} box */
const box = ({ kind, name, rect: { x, y, w, h } }) =>
  ghost(
    `${kind} ${name}`,
    svg('rect', { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: kind === 'sandbox' ? 8 : h / 2 }),
    svg('text', { x, y: y + 5, 'text-anchor': 'middle' }, name),
    ...sign(REMOVED, x - w / 2 + 18, y - h / 2),
  );

/** @param {Link} link */
function wire({ kind, name, curve }) {
  const { x, y } = at(curve, 0.5);
  return ghost(`${kind} ${name}`, svg('path', { d: pathOf(curve) }), ...sign(REMOVED, x - 20, y));
}

/** @param {string} title @param {Node[]} content */
const ghost = (title, ...content) =>
  svg('g', { class: 'ghost', role: 'img', 'aria-label': `${title}, ${REMOVED.effect}` }, ...content);
