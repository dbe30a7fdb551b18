/**
 * How big the boxes are.
 *
 * @import { Network, Sandbox } from '../types.js'
 * @typedef {{w: number, h: number}} Size
 */
import { driverOf } from '../design/objects.js';
import { GRID } from './geometry.js';
import { monoWidth, nameWidth } from './text.js';

export const CARD_HEIGHT = 52;
export const BAR_HEIGHT = 44;
export const CARD_TEXT = 40;
export const BAR_TEXT = 44;
/** For the state's mark and word at a bar's right. */
export const STATE_ROOM = 88;

/** @param {number} size */
const onGrid = (size) => Math.ceil(size / (2 * GRID)) * 2 * GRID;

/** @param {Sandbox} sandbox @returns {Size} */
export const cardSize = ({ name }) => ({
  w: onGrid(Math.max(124, CARD_TEXT + nameWidth(name) + 18)),
  h: CARD_HEIGHT,
});

/** Of what a tool makes, before it has a name. @param {'sandbox' | 'router' | 'network'} tool @returns {Size} */
export const toolSize = (tool) =>
  tool === 'network' ? barSize({ name: 'lan1', subnets: ['10.100.100.0/24'] }) : cardSize({ name: 'app1' });

/** The subnets as the bar shows them. @param {Network} network */
export function subnetText({ subnets }) {
  if (!subnets?.length) return subnets ? 'no subnet' : '';
  const rest = subnets.length - 1;
  const both = subnets.slice(0, 2).join('  ');
  if (rest === 1 && both.length <= 36) return both;
  return rest ? `${subnets[0]}  +${rest}` : subnets[0];
}

/** @param {Network} network @returns {Size} */
export function barSize(network) {
  const title = nameWidth(network.name) + 8 + monoWidth(driverOf(network));
  const text = Math.max(title, monoWidth(subnetText(network)), 84);
  return { w: onGrid(BAR_TEXT + text + 8 + STATE_ROOM), h: BAR_HEIGHT };
}
