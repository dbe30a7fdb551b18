/**
 * The edits that a person can make, each as an intent.
 *
 * @import { Design, Fields, Intent, Kind, Operation, Position } from '../types.js'
 */
import { find, index } from '../design/objects.js';
import { freeInterface, freeName, freePatchName } from '../design/names.js';
import { applyOperations } from './operations.js';

/** @typedef {'sandbox' | 'router' | 'network'} Tool  what the palette makes */
/** @typedef {{kind: 'sandbox' | 'network', name: string}} Box */

/** @type {Record<Tool, {kind: 'sandbox' | 'network', prefix: string, value: Fields}>} */
const MADE = {
  sandbox: { kind: 'sandbox', prefix: 'app', value: {} },
  router: { kind: 'sandbox', prefix: 'router', value: { forwarding: true } },
  network: { kind: 'network', prefix: 'lan', value: {} },
};

/** Operations that follow each other, each said of the design that the ones before leave.
 * @param {...Intent} intents
 * @returns {Intent}
 */
export const inOrder =
  (...intents) =>
  (design) => {
    /** @type {Operation[]} */
    const operations = [];
    for (const intent of intents) operations.push(...intent(applyOperations(design, operations)));
    return operations;
  };

/** @param {Tool} tool @param {Position} at @returns {Intent} */
export const create = (tool, at) => (design) => {
  const { kind, prefix, value } = MADE[tool];
  const name = freeName(design, prefix);
  return [
    { op: 'add', kind, value: { name, ...value } },
    { op: 'place', positions: { [name]: at } },
  ];
};

/** Joins two boxes as their kinds ask for: an endpoint, a cable or a patch.
 * @param {Box} from
 * @param {Box} to
 * @returns {Intent}
 */
export const connect = (from, to) => (design) => {
  if (!index(design)[from.kind].has(from.name) || !index(design)[to.kind].has(to.name)) return [];
  if (from.kind === 'network' && to.kind === 'network') return patch(design, from.name, to.name);
  if (from.kind === 'sandbox' && to.kind === 'sandbox') return cable(from.name, to.name)(design);
  return from.kind === 'sandbox' ? join(from.name, to.name)(design) : join(to.name, from.name)(design);
};

/** @param {string} sandbox @param {string} network @returns {Intent} */
const join = (sandbox, network) => (design) => [
  { op: 'add', kind: 'endpoint', value: { sandbox, network, interface: freeInterface(design, sandbox) } },
];

/** @param {Design} design @param {string} a @param {string} b @returns {Operation[]} */
const patch = (design, a, b) => [
  { op: 'add', kind: 'patch', value: { name: freePatchName(design), networks: [a, b] } },
];

/** @param {string} a @param {string} b @returns {Intent} */
const cable = (a, b) => (design) => {
  const name = freeName(design, 'cable');
  /** @type {Intent} */
  const add = () => [{ op: 'add', kind: 'network', value: { name, driver: 'cable' } }];
  return inOrder(add, join(a, name), join(b, name))(design);
};

/** @param {Kind} kind @param {string} name @param {string} to @returns {Intent} */
export const rename = (kind, name, to) => () => [{ op: 'rename', kind, name, to }];

/** @param {Kind} kind @param {string} name @param {Fields} fields @returns {Intent} */
export const setFields = (kind, name, fields) => () => [{ op: 'set', kind, name, fields }];

/** @param {Record<string, Position>} positions @returns {Intent} */
export const place = (positions) => (design) => {
  const { sandbox, network } = index(design);
  const here = Object.entries(positions).filter(([name]) => sandbox.has(name) || network.has(name));
  return here.length ? [{ op: 'place', positions: Object.fromEntries(here) }] : [];
};

/**
 * Removes objects. What goes with each is gone with it: an endpoint whose sandbox is removed too is not asked
 * for again.
 * @param {{kind: Kind, name: string}[]} objects
 * @returns {Intent}
 */
export const remove = (objects) => (design) => {
  /** @type {Operation[]} */
  const operations = [];
  let rest = design;
  for (const { kind, name } of objects) {
    if (!find(rest, kind, name)) continue;
    operations.push({ op: 'remove', kind, name });
    rest = applyOperations(design, operations);
  }
  return operations;
};
