/**
 * A small picture of a design.
 *
 * @import { Design } from '../types.js'
 * @import { Box } from '../canvas/scene.js'
 */
import { around, boundsOf, grown, pathOf } from '../canvas/geometry.js';
import { hueOf } from '../canvas/hues.js';
import { svg } from '../dom.js';
import { countsOf, pictured } from './part.js';

const AIR = 24;
/** With more boxes their names could not be read. */
const NAMED = 24;

/** @param {Design} design @returns {SVGSVGElement} */
export function preview(design) {
  const { boxes, links } = pictured(design);
  const all = around([...boxes.values()].map(({ rect }) => grown(boundsOf(rect), AIR)));
  const { left, top, right, bottom } = all ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const named = boxes.size <= NAMED;
  return svg(
    'svg',
    {
      class: 'template-preview',
      role: 'img',
      'aria-label': `Preview: ${countsOf(design)}`,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    },
    ...[...links.values()].map((each) =>
      svg('path', { class: `wire ${each.kind}`, d: pathOf(each.curve), 'data-hue': each.hue || null }),
    ),
    ...[...boxes.values()].map((each) => shape(design, each, named)),
  );
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
