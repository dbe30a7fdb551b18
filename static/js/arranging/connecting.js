/**
 * Connecting several objects in one edit.
 *
 * @import { Box, Tool } from '../live/edits.js'
 * @import { Design, Intent, Position } from '../types.js'
 */
import { endpointsOf, patchesOn } from '../design/objects.js';
import { connect, create, inOrder } from '../live/edits.js';

/** Joins each of them to one box, itself left out. @param {Box[]} from @param {Box} to @returns {Intent} */
export const connectAll = (from, to) => {
  const others = from.filter(({ kind, name }) => kind !== to.kind || name !== to.name);
  return inOrder(...others.map((each) => connect(each, to)));
};

/** Makes something new and joins all of them to it.
 * @param {Box[]} from @param {Tool} tool @param {Position} at @returns {Intent}
 */
export const createAndConnectAll = (from, tool, at) => (design) => {
  const make = create(tool, at);
  const [added] = make(design);
  if (added?.op !== 'add' || (added.kind !== 'sandbox' && added.kind !== 'network')) return [];
  return inOrder(make, connectAll(from, { kind: added.kind, name: String(added.value.name) }))(design);
};

/**
 * Joins what is chosen with each other: every sandbox to every network that it is not on yet, two sandboxes
 * by a cable, more of them by a new network in their middle, two networks by a patch.
 * @param {Box[]} boxes
 * @param {Position} middle
 * @returns {Intent}
 */
export const connectChosen = (boxes, middle) => (design) => {
  const sandboxes = boxes.filter(({ kind }) => kind === 'sandbox');
  const networks = boxes.filter(({ kind }) => kind === 'network');
  if (!networks.length && sandboxes.length > 2)
    return createAndConnectAll(sandboxes, 'network', middle)(design);
  if (boxes.length === 2 && !networks.length) return connect(boxes[0], boxes[1])(design);
  if (boxes.length === 2 && !sandboxes.length)
    return patched(design, networks) ? [] : connect(boxes[0], boxes[1])(design);
  const missing = networks.flatMap((network) =>
    sandboxes.filter((each) => !isOn(design, each, network)).map((each) => connect(each, network)),
  );
  return inOrder(...missing)(design);
};

/** Why these cannot be connected with each other; empty if they can. @param {Box[]} boxes */
export function whyNotConnected(boxes) {
  if (boxes.length < 2) return 'choose two objects or more';
  const sandboxes = boxes.filter(({ kind }) => kind === 'sandbox').length;
  return !sandboxes && boxes.length > 2 ? 'choose a sandbox too, or only two networks' : '';
}

/** @param {Design} design @param {Box} sandbox @param {Box} network */
const isOn = (design, sandbox, network) =>
  endpointsOf(design, sandbox.name).some((each) => each.network === network.name);

/** @param {Design} design @param {Box[]} networks */
const patched = (design, [a, b]) =>
  patchesOn(design, a.name).some(({ networks }) => networks.includes(b.name));
