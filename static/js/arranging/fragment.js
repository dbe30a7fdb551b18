/**
 * A part of a drawing, to be carried elsewhere: the boxes that are chosen and what joins them with each
 * other.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Design } from '../types.js'
 *
 * @typedef {Omit<Design, 'name' | 'scenarios'>} Fragment
 */
import { driverOf, endpointsOn, index, isLine, keyOf } from '../design/objects.js';

/**
 * @param {Design} design
 * @param {(key: string) => boolean} chosen
 * @param {Map<string, Point>} positions  where they are seen, whether or not somebody placed them
 * @returns {Fragment}
 */
export function fragmentOf(design, chosen, positions) {
  const sandboxes = design.sandboxes.filter(({ name }) => chosen(keyOf('sandbox', name)));
  const inside = new Set(sandboxes.map(({ name }) => name));
  const joins = (/** @type {string} */ name) =>
    isLine(design, /** @type {any} */ (index(design).network.get(name))) &&
    endpointsOn(design, name).every(({ sandbox }) => inside.has(sandbox));
  const networks = design.networks.filter(({ name }) => chosen(keyOf('network', name)) || joins(name));
  const over = new Set(networks.map(({ name }) => name));
  const placed = [...inside, ...over].flatMap((name) => {
    const at = positions.get(name);
    return at ? [[name, [Math.round(at.x), Math.round(at.y)]]] : [];
  });
  return {
    networks,
    sandboxes,
    endpoints: design.endpoints.filter((each) => inside.has(each.sandbox) && over.has(each.network)),
    patches: design.patches.filter(({ networks: [a, b] }) => over.has(a) && over.has(b)),
    layout: Object.fromEntries(placed),
    areas: design.areas.filter(({ name }) => chosen(keyOf('area', name))),
    notes: design.notes.filter(({ name }) => chosen(keyOf('note', name))),
    marks: design.marks.filter(({ name }) => chosen(keyOf('mark', name))),
  };
}

/** The same with the cables to networks that are not in it: copies of its sandboxes join those, too. A cable has
 * no third end.
 * @param {Design} design
 * @param {Fragment} fragment
 * @returns {Fragment}
 */
export function withOuterCables(design, fragment) {
  const inside = new Set(fragment.sandboxes.map(({ name }) => name));
  const over = new Set(fragment.networks.map(({ name }) => name));
  const takesMore = (/** @type {string} */ name) => {
    const network = index(design).network.get(name);
    return network !== undefined && driverOf(network) !== 'cable';
  };
  const endpoints = design.endpoints.filter(
    (each) => inside.has(each.sandbox) && (over.has(each.network) || takesMore(each.network)),
  );
  return { ...fragment, endpoints };
}

/** How many boxes, lines and figures it is, as people count. @param {Fragment} fragment */
export const sizeOf = ({ networks, sandboxes, areas, notes, marks }) =>
  networks.length + sandboxes.length + areas.length + notes.length + marks.length;
