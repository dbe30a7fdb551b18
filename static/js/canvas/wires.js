/**
 * How a link looks: a cable in its network's hue with a socket, an interface and addresses at each sandbox; a
 * thicker line between two networks. A pulled cable ends before it touches.
 *
 * @import { Face } from './faces.js'
 * @import { Link } from './scene.js'
 * @import { Curve } from './geometry.js'
 * @import { Label } from './socket_label.js'
 * @import { Plug } from './plugs.js'
 */
import { WORD } from '../design/states.js';
import { svg } from '../dom.js';
import { OUTWARD, at, isLevel, pathOf, split, timeAt } from './geometry.js';
import { mark } from './marks.js';
import { linkSign } from './signs.js';

const PULLED_GAP = 18;

/** @param {Link} link @param {Face} face @returns {Node[]} */
export function wire(link, face) {
  const shown = shownPart(link);
  const d = pathOf(shown);
  return [
    svg('path', { class: 'reach', d }),
    grip(link),
    svg('path', { class: 'halo', d }),
    svg('path', { class: 'cable', d, 'data-hue': link.hue || null }),
    ...loose(link, shown),
    ...(link.kind === 'endpoint' ? socket(link.plugs[0], link.hue) : []),
    ...linkSign(link, face),
    ...middle(link, face),
  ];
}

/** A straight path has no area of its own, so that some tools would call it hidden. @param {Link} link */
function grip({ curve }) {
  const { x, y } = at(curve, 0.5);
  return svg('circle', { class: 'reach', cx: x, cy: y, r: 7 });
}

/** The curve without what is pulled away from its ends. @param {Link} link @returns {Curve} */
function shownPart({ curve, plugs }) {
  let shown = curve;
  if (plugs[0].pulled) shown = split(shown, timeAt(shown, PULLED_GAP))[1];
  if (plugs[1].pulled) {
    const [a, b, c, d] = shown;
    const [e, f, g, h] = split([d, c, b, a], timeAt([d, c, b, a], PULLED_GAP))[1];
    shown = [h, g, f, e];
  }
  return shown;
}

/** The plugs that hang loose. @param {Link} link @param {Curve} shown */
function loose({ plugs, hue }, shown) {
  return [shown[0], shown[3]].flatMap((point, i) =>
    plugs[i].pulled
      ? [svg('circle', { class: 'loose', cx: point.x, cy: point.y, r: 4, 'data-hue': hue || null })]
      : [],
  );
}

/** A cable says its state only when there is something to say. @param {Link} link @param {Face} face */
function middle({ curve }, { state, trouble, reason }) {
  const { x, y } = at(curve, 0.5);
  if (trouble)
    return [
      svg(
        'g',
        { class: 'badge', 'data-trouble': trouble, transform: `translate(${x} ${y})` },
        svg('circle', { r: 8 }),
        svg('path', { d: 'M0 -4V0.8M0 3.8V3.9' }),
      ),
    ];
  if (state === 'designed' || state === 'in_sync') return [];
  return [
    svg(
      'g',
      { class: 'middle', transform: `translate(${x} ${y})` },
      svg('circle', { class: 'plate', r: 9 }),
      mark(state, 0, 0),
      svg('text', { class: 'word', x: 13, y: 4 }, WORD[state]),
      svg('title', {}, reason || WORD[state]),
    ),
  ];
}

/**
 * A sandbox's socket with what is written beside it.
 * @param {Plug} plug
 * @param {number} hue
 * @returns {Node[]}
 */
export function socket(plug, hue) {
  const level = isLevel(plug.side);
  const out = OUTWARD[plug.side];
  const [w, h] = level ? [10, 7] : [7, 10];
  return [
    svg('rect', {
      class: 'socket',
      'data-hue': hue,
      'data-empty': plug.pulled,
      rx: 1.5,
      width: w,
      height: h,
      x: plug.point.x + out.x * 3.5 - w / 2,
      y: plug.point.y + out.y * 3.5 - h / 2,
    }),
    ...(plug.label ? texts(plug.label) : []),
  ];
}

/** @param {Label} label */
const texts = ({ anchor, texts: all }) =>
  all.map(({ kind, text, at: { x, y }, yields, whole }) =>
    svg(
      'text',
      { class: `${kind}${yields ? ' yields' : ''}`, x, y, 'text-anchor': anchor },
      text,
      whole && whole !== text && svg('title', {}, whole),
    ),
  );
