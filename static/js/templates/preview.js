/**
 * A small picture of a design.
 *
 * @import { Design } from '../types.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Shape } from '../figures/shapes.js'
 */
import { boundsOf, grown, pathOf } from '../canvas/geometry.js';
import { hueOf } from '../canvas/hues.js';
import { svg } from '../dom.js';
import { drawn } from '../figures/drawing.js';
import { countsOf, extentOf, pictured } from './part.js';

const AIR = 24;
/** With more boxes their names could not be read. */
const NAMED = 24;

/** @param {Design} design @returns {SVGSVGElement} */
export function preview(design) {
  const { boxes, links, figures } = pictured(design);
  const { left, top, right, bottom } = grown(extentOf(design) ?? { left: 0, top: 0, right: 1, bottom: 1 }, AIR);
  const named = boxes.size <= NAMED;
  const isUnder = (/** @type {Shape} */ { kind }) => kind === 'area';
  return svg(
    'svg',
    {
      class: 'template-preview',
      role: 'img',
      'aria-label': `Preview: ${countsOf(design)}`,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    },
    ...[...figures.values()].filter(isUnder).map(figure),
    ...[...links.values()].map((each) =>
      svg('path', { class: `wire ${each.kind}`, d: pathOf(each.curve), 'data-hue': each.hue || null }),
    ),
    ...[...boxes.values()].map((each) => shape(design, each, named)),
    ...[...figures.values()].filter((each) => !isUnder(each)).map(figure),
  );
}

/** @param {Shape} shape */
function figure(shape) {
  const { left, top } = shape.bounds;
  return svg('g', { class: `figure-${shape.kind}`, transform: `translate(${left} ${top})` }, ...drawn(shape));
}

/** @param {Design} design @param {Box} box @param {boolean} named */
function shape(design, { kind, name, rect }, named) {
  const { left, top } = boundsOf(rect);
  const routes = kind === 'sandbox' && design.sandboxes.some((each) => each.name === name && each.forwarding);
  return svg(
    'g',
    { class: routes ? 'router' : kind, 'data-hue': kind === 'network' ? hueOf(name) : null },
    svg('rect', { x: left, y: top, width: rect.w, height: rect.h, rx: 6 }),
    named && svg('text', { x: rect.x, y: rect.y + 6 }, name),
  );
}
