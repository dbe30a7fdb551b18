/**
 * What there is to draw and where: boxes (sandboxes, networks), links (endpoints, cables, patches) and figures.
 * Pure: from a design and positions to a scene.
 *
 * @import { Design, Endpoint, Figure } from '../types.js'
 * @import { Shape } from '../figures/shapes.js'
 * @import { Curve, Point, Rect } from './geometry.js'
 * @import { Plug } from './plugs.js'
 *
 * @typedef {Object} Box
 * @property {string} key
 * @property {'sandbox' | 'network'} kind
 * @property {string} name
 * @property {Rect} rect
 * @property {number} cables  how many it has, drawn or not
 * @property {Plug[]} plugs  the cables' ends at its edges
 *
 * @typedef {Object} Link
 * @property {string} key
 * @property {'endpoint' | 'network' | 'patch'} kind  network: a cable, drawn as one line
 * @property {string} name
 * @property {number} hue  0: none of its own
 * @property {[Plug, Plug]} plugs
 * @property {Curve} curve
 *
 * @typedef {{key: string, link: Link, plug: Plug}} End  an endpoint that is one end of a cable drawn as a line
 * @typedef {{boxes: Map<string, Box>, links: Map<string, Link>, ends: Map<string, End>,
 *   figures: Map<string, Shape>}} Scene
 */
import { endpointName, endpointsOf, endpointsOn, isLine, keyOf } from '../design/objects.js';
import { shapesOf } from '../figures/shapes.js';
import { curve } from './geometry.js';
import { hueOf } from './hues.js';
import { arrange, joined } from './plugs.js';
import { barSize, cardSize } from './sizes.js';

const ORIGIN = { x: 0, y: 0 };

/**
 * @param {Design} design
 * @param {Map<string, Point>} positions
 * @param {Map<string, Figure>} [figures]  those that are shown otherwise than stored
 * @returns {Scene}
 */
export function scene(design, positions, figures = new Map()) {
  const boxes = boxesOf(design, positions);
  const links = [...endpointLinks(design, boxes), ...lines(design, boxes), ...patchLinks(design, boxes)];
  arrange([...boxes.values()]);
  for (const link of links) link.curve = curveOf(link.plugs);
  return { boxes, links: byKey(links), ends: byKey(links.flatMap(endsOf)), figures: shapesOf(design, figures) };
}

/** @type {Scene} */
export const NOTHING = { boxes: new Map(), links: new Map(), ends: new Map(), figures: new Map() };

/** @template {{key: string}} T @param {T[]} things @returns {Map<string, T>} */
const byKey = (things) => new Map(things.map((each) => [each.key, each]));

/** @param {Link} link @returns {End[]} */
function endsOf(link) {
  if (link.kind !== 'network') return [];
  return link.plugs.flatMap((plug) =>
    plug.endpoint ? [{ key: keyOf('endpoint', endpointName(plug.endpoint)), link, plug }] : [],
  );
}

/** @param {[Plug, Plug]} plugs */
const curveOf = ([a, b]) => curve(a.point, a.side, b.point, b.side);

/** @param {Design} design @param {Map<string, Point>} positions */
function boxesOf(design, positions) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  /** @param {'sandbox' | 'network'} kind @param {string} name @param {{w: number, h: number}} size */
  const put = (kind, name, size) => {
    const key = keyOf(kind, name);
    const rect = { ...(positions.get(name) ?? ORIGIN), ...size };
    const cables = (kind === 'sandbox' ? endpointsOf : endpointsOn)(design, name).length;
    boxes.set(key, { key, kind, name, rect, cables, plugs: [] });
  };
  for (const network of design.networks)
    if (!isLine(design, network)) put('network', network.name, barSize(network));
  for (const sandbox of design.sandboxes) put('sandbox', sandbox.name, cardSize(sandbox));
  return boxes;
}

/**
 * @param {'endpoint' | 'network' | 'patch'} kind
 * @param {string} name
 * @param {number} hue
 * @param {Box | undefined} a
 * @param {Box | undefined} b
 * @param {[Endpoint | null, Endpoint | null]} endpoints
 * @param {[boolean, boolean]} pulled
 * @returns {Link[]} none when an end is not there
 */
function link(kind, name, hue, a, b, endpoints, pulled) {
  if (!a || !b) return [];
  const plugs = joined(a, b, endpoints, pulled);
  return [{ key: keyOf(kind, name), kind, name, hue, plugs, curve: curveOf(plugs) }];
}

/** @param {Design} design @param {Map<string, Box>} boxes @returns {Link[]} */
function endpointLinks(design, boxes) {
  return design.endpoints.flatMap((each) =>
    link(
      'endpoint',
      endpointName(each),
      hueOf(each.network),
      boxes.get(keyOf('sandbox', each.sandbox)),
      boxes.get(keyOf('network', each.network)),
      [each, null],
      [each.up === false, false],
    ),
  );
}

/** @param {Design} design @param {Map<string, Box>} boxes @returns {Link[]} */
function lines(design, boxes) {
  return design.networks
    .filter((network) => isLine(design, network))
    .flatMap((network) => {
      const [a, b] = endpointsOn(design, network.name);
      return link(
        'network',
        network.name,
        hueOf(network.name),
        boxes.get(keyOf('sandbox', a.sandbox)),
        boxes.get(keyOf('sandbox', b.sandbox)),
        [a, b],
        [a.up === false, b.up === false],
      );
    });
}

/** @param {Design} design @param {Map<string, Box>} boxes @returns {Link[]} */
function patchLinks(design, boxes) {
  return design.patches.flatMap((each) =>
    link(
      'patch',
      each.name,
      0,
      boxes.get(keyOf('network', each.networks[0])),
      boxes.get(keyOf('network', each.networks[1])),
      [null, null],
      [each.up === false, false],
    ),
  );
}
