/**
 * What the chaos switches do: edits of the design that are deployed at once. A cable that is drawn as one line is
 * cut at its first end.
 *
 * @import { Design, Endpoint, Fields, Intent, Kind, Operation, Patch, Sandbox } from '../types.js'
 *
 * @typedef {{kind: 'endpoint' | 'patch', name: string, wire: Endpoint | Patch}} Wire
 * @typedef {{isCut: boolean, isFlapping: boolean, delay: string, loss: string}} Condition
 */
import { endpointName, endpointsOn, index, isLine } from '../design/objects.js';

/** How a cable flaps, if nobody says otherwise. */
export const FLAP = { up: '3s', down: '1s' };

/** What is cut, delayed and so on when this object is; none if it has no cable of its own.
 * @param {Design} design @param {Kind} kind @param {string} name @returns {Wire[]} */
export function wiresOf(design, kind, name) {
  const { endpoint, patch, network } = index(design);
  const [end, joint, line] = [endpoint.get(name), patch.get(name), network.get(name)];
  if (kind === 'endpoint' && end) return [{ kind, name, wire: end }];
  if (kind === 'patch' && joint) return [{ kind, name, wire: joint }];
  if (kind !== 'network' || !line || !isLine(design, line)) return [];
  return endpointsOn(design, name).map((wire) => ({ kind: 'endpoint', name: endpointName(wire), wire }));
}

/** @param {Design} design @param {Kind} kind @param {string} name @returns {Sandbox | undefined} */
export const sandboxOf = (design, kind, name) =>
  kind === 'sandbox' ? index(design).sandbox.get(name) : undefined;

/** @param {Wire[]} wires @returns {Condition} */
export const conditionOf = (wires) => ({
  isCut: wires.some(({ wire }) => wire.up === false),
  isFlapping: wires.some(({ wire }) => wire.flap && wire.up !== false),
  delay: wires[0]?.wire.delay ?? '',
  loss: wires[0]?.wire.loss ?? '',
});

/** @param {Wire} wire @param {Fields} fields @returns {Operation} */
const set = ({ kind, name }, fields) => ({ op: 'set', kind, name, fields });

/** @param {Kind} kind @param {string} name @returns {Intent} */
export const cut = (kind, name) => (design) =>
  wiresOf(design, kind, name)
    .slice(0, 1)
    .map((wire) => set(wire, { up: false, flap: null }));

/** Plugged in and steady. @param {Kind} kind @param {string} name @returns {Intent} */
export const restore = (kind, name) => (design) =>
  wiresOf(design, kind, name)
    .filter(({ wire }) => wire.up === false || wire.flap)
    .map((wire) => set(wire, { up: true, flap: null }));

/** @param {Kind} kind @param {string} name @returns {Intent} */
export const flap = (kind, name) => (design) =>
  wiresOf(design, kind, name).map((wire, at) => set(wire, { up: true, flap: at ? null : FLAP }));

/** @param {Kind} kind @param {string} name @param {Fields} fields  delay or loss; null: none @returns {Intent} */
export const impair = (kind, name, fields) => (design) =>
  wiresOf(design, kind, name)
    .slice(0, 1)
    .map((wire) => set(wire, fields));

/** @param {string} name @param {boolean} paused @returns {Intent} */
export const pause = (name, paused) => () => [{ op: 'set', kind: 'sandbox', name, fields: { paused } }];
