/**
 * Whether chaos can be made here, and why not.
 *
 * @import { Desk } from '../desk.js'
 * @import { Model } from '../live/model.js'
 */

/** What each switch needs of the machine: one of these is enough. @type {Record<string, string[]>} */
const NEEDS = { delay: ['netem'], loss: ['netem', 'nft'], pause: ['nft'] };
const NAMES = /** @type {Record<string, string>} */ ({ netem: 'netem (sch_netem)', nft: 'nftables' });

/** Why nothing can be done to the running network; empty if it can. @param {Desk} desk */
export const whyNot = (desk) =>
  desk.barrier || (desk.model.topology.deployed ? '' : 'deploy first: it needs a running network');

/** What the machine lacks for a switch; empty if nothing. @param {Model} model @param {string} what */
export function lacks({ engine }, what) {
  const needs = NEEDS[what] ?? [];
  if (!engine?.alive || !needs.length || needs.some((each) => engine.features.includes(each))) return '';
  return `the machine that runs it has no ${NAMES[needs[0]]}`;
}
