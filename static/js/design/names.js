/**
 * The next free name, and whether a name may be used at all.
 *
 * @import { Design } from '../types.js'
 */
import { endpointsOf, index } from './objects.js';

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LONGEST = 32;
const INTERFACE = /^[^\s/:]{1,15}$/;

/**
 * @param {string} prefix
 * @param {(name: string) => boolean} taken
 * @param {number} [first]
 */
function nextFree(prefix, taken, first = 1) {
  let number = first;
  while (taken(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

/** Sandboxes and networks share one set of names.
 * @param {Design} design
 * @param {string} prefix
 */
export function freeName(design, prefix) {
  const { sandbox, network } = index(design);
  return nextFree(prefix, (name) => sandbox.has(name) || network.has(name));
}

/** All names of sandboxes and networks. @param {Design} design @returns {Set<string>} */
export const namesIn = (design) => new Set([...design.sandboxes, ...design.networks].map(({ name }) => name));

/** The name itself if it is free, else the next of its kind: app3 after app1. @param {Set<string>} taken
 * @param {string} name
 */
export function freshName(taken, name) {
  if (!taken.has(name)) return name;
  const stem = name.replace(/\d+$/, '').slice(0, LONGEST - 4) || name.slice(0, LONGEST - 4);
  return nextFree(stem, (each) => taken.has(each), stem === name ? 2 : 1);
}

/** @param {Design} design */
export const freePatchName = (design) => nextFree('p', (name) => index(design).patch.has(name));

/** @param {Design} design @param {string} sandbox */
export function freeInterface(design, sandbox) {
  const taken = new Set(endpointsOf(design, sandbox).map((each) => each.interface));
  return nextFree('eth', (name) => taken.has(name), 0);
}

/**
 * What is wrong with a name, said at once while it is typed; the server has the last word.
 * @param {import('../types.js').Kind} kind
 * @param {string} name
 * @returns {string} empty when nothing is
 */
export function nameProblem(kind, name) {
  if (!name) return 'a name is needed';
  if (kind === 'endpoint') return INTERFACE.test(name) ? '' : 'at most 15 characters, without space, / or :';
  if (name.length > LONGEST) return `at most ${LONGEST} characters`;
  return NAME.test(name) ? '' : 'only a–z, 0–9 and -, not at either end';
}
