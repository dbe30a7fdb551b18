/**
 * Finding things in a design. A design is never changed in place, so what is found is remembered with it.
 *
 * @import {
 *   Area, BuiltKind, Design, DesignObject, Endpoint, FigureKind, Kind, Mark, Network, Note, Patch, Sandbox, Scenario
 * } from '../types.js'
 */

export const COLLECTION = /** @type {const} */ ({
  network: 'networks',
  sandbox: 'sandboxes',
  endpoint: 'endpoints',
  patch: 'patches',
  area: 'areas',
  note: 'notes',
  mark: 'marks',
  scenario: 'scenarios',
});

/** @type {FigureKind[]} */
export const FIGURES = ['area', 'note', 'mark'];

/** @param {string} kind @returns {kind is FigureKind} */
export const isFigure = (kind) => FIGURES.includes(/** @type {FigureKind} */ (kind));

/** Whether the engine has nothing to do about it. @param {string} kind */
export const isBeside = (kind) => isFigure(kind) || kind === 'scenario';

/** @type {BuiltKind[]} */
export const KINDS = ['sandbox', 'network', 'endpoint', 'patch'];

/** @type {Design} */
export const EMPTY = Object.freeze({
  name: '',
  networks: [],
  sandboxes: [],
  endpoints: [],
  patches: [],
  layout: {},
  areas: [],
  notes: [],
  marks: [],
  scenarios: [],
});

/**
 * @typedef {Object} Index
 * @property {Map<string, Network>} network
 * @property {Map<string, Sandbox>} sandbox
 * @property {Map<string, Endpoint>} endpoint
 * @property {Map<string, Patch>} patch
 * @property {Map<string, Area>} area
 * @property {Map<string, Note>} note
 * @property {Map<string, Mark>} mark
 * @property {Map<string, Scenario>} scenario
 * @property {Map<string, Endpoint[]>} ofSandbox  endpoints by sandbox
 * @property {Map<string, Endpoint[]>} onNetwork  endpoints by network
 */

/** @type {WeakMap<Design, Index>} */
const indexes = new WeakMap();

/** @param {Endpoint} endpoint */
export const endpointName = (endpoint) => `${endpoint.sandbox}.${endpoint.interface ?? '?'}`;

/** What the state of a service goes by. @param {string} sandbox @param {string} service */
export const serviceName = (sandbox, service) => `${sandbox}.${service}`;

/**
 * @param {Kind} kind
 * @param {DesignObject} object
 * @returns {string}
 */
export function nameOf(kind, object) {
  return kind === 'endpoint'
    ? endpointName(/** @type {Endpoint} */ (object))
    : /** @type {Network} */ (object).name;
}

/** The name of one object among all of a design's: `sandbox:app1`.
 * @param {string} kind
 * @param {string} name
 */
export const keyOf = (kind, name) => `${kind}:${name}`;

/**
 * @param {string} key
 * @returns {{kind: Kind, name: string}}
 */
export function fromKey(key) {
  const colon = key.indexOf(':');
  return { kind: /** @type {Kind} */ (key.slice(0, colon)), name: key.slice(colon + 1) };
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} by
 * @returns {Map<string, T[]>}
 */
function grouped(items, by) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group) group.push(item);
    else groups.set(by(item), [item]);
  }
  return groups;
}

/**
 * @param {Design} design
 * @returns {Index}
 */
function build(design) {
  return {
    network: new Map(design.networks.map((each) => [each.name, each])),
    sandbox: new Map(design.sandboxes.map((each) => [each.name, each])),
    endpoint: new Map(design.endpoints.map((each) => [endpointName(each), each])),
    patch: new Map(design.patches.map((each) => [each.name, each])),
    area: new Map(design.areas.map((each) => [each.name, each])),
    note: new Map(design.notes.map((each) => [each.name, each])),
    mark: new Map(design.marks.map((each) => [each.name, each])),
    scenario: new Map(design.scenarios.map((each) => [each.name, each])),
    ofSandbox: grouped(design.endpoints, (each) => each.sandbox),
    onNetwork: grouped(design.endpoints, (each) => each.network),
  };
}

/**
 * @param {Design} design
 * @returns {Index}
 */
export function index(design) {
  const known = indexes.get(design);
  if (known) return known;
  const made = build(design);
  indexes.set(design, made);
  return made;
}

/**
 * @param {Design} design
 * @param {Kind} kind
 * @param {string} name
 * @returns {DesignObject | undefined}
 */
export const find = (design, kind, name) => index(design)[kind].get(name);

/** @param {Design} design @param {string} sandbox */
export const endpointsOf = (design, sandbox) => index(design).ofSandbox.get(sandbox) ?? [];

/** @param {Design} design @param {string} network */
export const endpointsOn = (design, network) => index(design).onNetwork.get(network) ?? [];

/** @param {Design} design @param {string} network */
export const patchesOn = (design, network) =>
  design.patches.filter((each) => each.networks.includes(network));

/** @param {Network} network */
export const driverOf = (network) => network.driver ?? 'bridge';

/** A `cable` with its two ends is one line between two sandboxes; with any other number it is a box, so that
 * it stays in sight and can be mended.
 * @param {Design} design
 * @param {Network} network
 */
export const isLine = (design, network) =>
  driverOf(network) === 'cable' && endpointsOn(design, network.name).length === 2;

/** Whether nothing is drawn. @param {Design} design */
export const isEmpty = (design) =>
  design.networks.length + design.sandboxes.length === 0 && FIGURES.every((kind) => !design[COLLECTION[kind]].length);
