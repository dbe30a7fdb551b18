/**
 * One more like it, joined to the same: beside a network a sandbox on it, beside a sandbox one on the same
 * network, or at the other end of a cable if it is on none.
 *
 * @import { Side } from '../canvas/geometry.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 * @import { Design, Intent, Position, Sandbox } from '../types.js'
 */
import { OUTWARD, isLevel } from '../canvas/geometry.js';
import { toolSize } from '../canvas/sizes.js';
import { endpointsOf, find, index, isLine } from '../design/objects.js';
import { createAndConnectAll } from './connecting.js';
import { freeNear } from './room.js';

/** Room for a cable's texts, beside and below. */
const GAP = { x: 184, y: 108 };

/** @param {Pick<Box, 'kind' | 'name'>} box @param {Position} at @returns {Intent} */
export const neighbour = (box, at) => (design) => {
  const sandbox = box.kind === 'sandbox' && /** @type {Sandbox} */ (find(design, 'sandbox', box.name));
  const tool = sandbox && sandbox.forwarding ? 'router' : 'sandbox';
  const network = sandbox && networkOf(design, box.name);
  const to = network ? { kind: /** @type {const} */ ('network'), name: network } : box;
  return createAndConnectAll([to], tool, at)(design);
};

/** The first that takes one more. @param {Design} design @param {string} sandbox */
const networkOf = (design, sandbox) =>
  endpointsOf(design, sandbox)
    .map(({ network }) => index(design).network.get(network))
    .find((each) => each && each.driver !== 'cable' && !isLine(design, each))?.name;

/** @param {Desk} desk @param {Box} box @param {Side} side */
export function addNeighbour(desk, box, side) {
  const size = toolSize('sandbox');
  const out = OUTWARD[side];
  const level = isLevel(side);
  const gap = level ? GAP.y : box.kind === 'sandbox' && box.plugs.length ? GAP.x / 3 : GAP.x;
  const wish = {
    ...size,
    x: box.rect.x + out.x * ((box.rect.w + size.w) / 2 + gap),
    y: box.rect.y + out.y * ((box.rect.h + size.h) / 2 + gap),
  };
  const taken = [...desk.canvas.scene.boxes.values()].map(({ rect }) => rect);
  const { x, y } = freeNear(wish, taken);
  return desk.add(neighbour(box, [Math.round(x), Math.round(y)]));
}
