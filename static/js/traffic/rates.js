/**
 * Rates of objects as the console tells them, and what they come to for sandboxes, networks and links. Pure.
 *
 * @import { Design, Kind } from '../types.js'
 *
 * @typedef {Object} Rates  a second, into the object and out of it
 * @property {number} bitsIn
 * @property {number} bitsOut
 * @property {number} packetsIn
 * @property {number} packetsOut
 * @property {number} dropsIn
 * @property {number} dropsOut
 *
 * @typedef {[kind: string, name: string, ...numbers: number[]]} Told
 */
import { endpointName, endpointsOf, endpointsOn, index, keyOf, patchesOn } from '../design/objects.js';

/** @type {Rates} */
export const STILL = Object.freeze({
  bitsIn: 0,
  bitsOut: 0,
  packetsIn: 0,
  packetsOut: 0,
  dropsIn: 0,
  dropsOut: 0,
});

/** @param {Told} told @returns {[string, Rates]} */
export function read([kind, name, bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut]) {
  const key = keyOf(/** @type {Kind} */ (kind), name);
  return [key, { bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut }];
}

/** As whoever is at the other end sees them. @param {Rates} rates @returns {Rates} */
export const turned = ({ bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut }) => ({
  bitsIn: bitsOut,
  bitsOut: bitsIn,
  packetsIn: packetsOut,
  packetsOut: packetsIn,
  dropsIn: dropsOut,
  dropsOut: dropsIn,
});

/**
 * What an object's traffic is made of: keys of endpoints and patches, and whether each counts turned round. Into a
 * network goes what its endpoints send.
 * @param {Design} design @param {string} kind @param {string} name
 * @returns {[key: string, isTurned: boolean][]}
 */
export function partsOf(design, kind, name) {
  if (kind === 'sandbox') return endpointsOf(design, name).map((each) => [keyOf('endpoint', endpointName(each)), false]);
  if (kind !== 'network') return [[keyOf(/** @type {Kind} */ (kind), name), false]];
  return [
    ...endpointsOn(design, name).map((each) => /** @type {[string, boolean]} */ ([keyOf('endpoint', endpointName(each)), true])),
    ...patchesOn(design, name).map((each) => /** @type {[string, boolean]} */ ([
      keyOf('patch', each.name),
      first(each.networks) === name,
    ])),
  ];
}

/** Where what is counted as going in goes into a patch. @param {[string, string]} networks */
export const first = ([a, b]) => (a < b ? a : b);

/**
 * What the two directions are called: of a patch from which network to which.
 * @param {Design} design @param {string} kind @param {string} name
 * @returns {[into: string, out: string]}
 */
export function waysOf(design, kind, name) {
  const networks = kind === 'patch' && index(design).patch.get(name)?.networks;
  if (!networks) return ['In', 'Out'];
  const [a, b] = [...networks].sort((one, other) => (one < other ? -1 : 1));
  return [`${a} → ${b}`, `${b} → ${a}`];
}

/** @param {Rates[]} all @returns {Rates} */
export function sum(all) {
  return all.reduce(
    (a, b) => ({
      bitsIn: a.bitsIn + b.bitsIn,
      bitsOut: a.bitsOut + b.bitsOut,
      packetsIn: a.packetsIn + b.packetsIn,
      packetsOut: a.packetsOut + b.packetsOut,
      dropsIn: a.dropsIn + b.dropsIn,
      dropsOut: a.dropsOut + b.dropsOut,
    }),
    STILL,
  );
}

/**
 * The busiest endpoints and patches, the first first.
 * @param {Map<string, Rates>} rates @param {number} most @returns {[string, Rates][]}
 */
export const talkers = (rates, most) =>
  [...rates]
    .filter(([, { bitsIn, bitsOut }]) => bitsIn + bitsOut > 0)
    .sort(([a, one], [b, other]) => total(other) - total(one) || (a < b ? -1 : 1))
    .slice(0, most);

/** @param {Rates} rates */
export const total = ({ bitsIn, bitsOut }) => bitsIn + bitsOut;
