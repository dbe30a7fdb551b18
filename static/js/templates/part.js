/**
 * A part of a design that is put into another: where it finds room, and the edit that does it. Its names and subnets
 * are free there already (docs/api.md).
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Design, Fields, Intent, Kind, Operation, Position } from '../types.js'
 */
import { around, boundsOf, grown, moved, overlap, snapped } from '../canvas/geometry.js';
import { counted } from '../canvas/faces.js';
import { layout } from '../canvas/layout.js';
import { scene } from '../canvas/scene.js';
import { COLLECTION, FIGURES, isLine, keyOf } from '../design/objects.js';
import { shifted } from '../figures/shapes.js';

const AIR = 32;
const STEP = 96;
const FARTHEST = 40;

/** @param {Design} part */
export const pictured = (part) => scene(part, layout(part, new Map()));

/** "12 sandboxes, 5 networks, 4 patches, 1 note" @param {Design} part */
export function countsOf({ sandboxes, networks, patches, areas, notes, marks }) {
  const said = [
    sandboxes.length && (sandboxes.length === 1 ? '1 sandbox' : `${sandboxes.length} sandboxes`),
    networks.length && counted(networks.length, 'network'),
    patches.length && (patches.length === 1 ? '1 patch' : `${patches.length} patches`),
    areas.length && counted(areas.length, 'area'),
    notes.length && counted(notes.length, 'note'),
    marks.length && counted(marks.length, 'mark'),
  ];
  return said.filter(Boolean).join(', ');
}

/** The keys of its boxes and figures, which are chosen once it is there. @param {Design} part */
export const keysOf = (part) => [
  ...part.sandboxes.map(({ name }) => keyOf('sandbox', name)),
  ...part.networks.filter((each) => !isLine(part, each)).map(({ name }) => keyOf('network', name)),
  ...FIGURES.flatMap((kind) => part[COLLECTION[kind]].map(({ name }) => keyOf(kind, name))),
];

/** @param {Design} part @returns {Bounds | null} */
export function extentOf(part) {
  const { boxes, figures } = pictured(part);
  return around([...[...boxes.values()].map(({ rect }) => boundsOf(rect)), ...[...figures.values()].map(({ bounds }) => bounds)]);
}

/**
 * How far the part is to be moved so that its middle is at a point, or as near to it as there is room.
 * @param {Bounds} extent
 * @param {Point} middle
 * @param {Bounds[]} taken
 * @returns {Position}
 */
export function roomFor(extent, middle, taken) {
  const x = middle.x - (extent.left + extent.right) / 2;
  const y = middle.y - (extent.top + extent.bottom) / 2;
  for (const [right, down] of spots()) {
    const [dx, dy] = snapped({ x: x + right * STEP, y: y + down * STEP });
    const there = grown(moved(extent, dx, dy), AIR);
    if (!taken.some((each) => overlap(each, there))) return [dx, dy];
  }
  return snapped({ x, y });
}

/** Steps in growing rings, the nearest first. @returns {Iterable<[number, number]>} */
function* spots() {
  for (let ring = 0; ring <= FARTHEST; ring += 1)
    for (let x = -ring; x <= ring; x += 1)
      for (const y of Math.abs(x) === ring ? range(-ring, ring) : [-ring, ring]) yield [x, y];
}

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** @param {Design} part @param {Position} offset @returns {Intent} */
export const insertion =
  (part, [x, y]) =>
  () => {
    const kinds = /** @type {Kind[]} */ (['network', 'sandbox', 'endpoint', 'patch']);
    const added = kinds.flatMap((kind) =>
      part[COLLECTION[kind]].map((value) => ({ op: 'add', kind, value: /** @type {Fields} */ ({ ...value }) })),
    );
    const figures = FIGURES.flatMap((kind) =>
      part[COLLECTION[kind]].map((each) => ({ op: 'add', kind, value: { ...each, ...shifted(each, { x, y }) } })),
    );
    const at = [...layout(part, new Map())].map(([name, place]) => [name, [place.x + x, place.y + y]]);
    const places = { op: 'place', positions: Object.fromEntries(at) };
    return /** @type {Operation[]} */ ([...added, ...(at.length ? [places] : []), ...figures]);
  };
