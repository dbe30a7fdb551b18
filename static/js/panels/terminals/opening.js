/**
 * When a terminal can be opened, and by which keys: said once, for the command and for whatever opens one by a click.
 *
 * @import { Desk } from '../../desk.js'
 */

export const KEYS = ['E', 'Ctrl+`'];

/** Why no terminal can be opened in a sandbox now; empty if one can. @param {Desk} desk @param {string} sandbox */
export function whyNoTerminal({ barrier, model }, sandbox) {
  if (barrier) return barrier;
  if (!model.topology.deployed) return 'deploy first: it needs a running network';
  if (model.engine?.mode === 'simulation') return 'the engine only simulates: nothing runs in it';
  return model.stateOf('sandbox', sandbox).state === 'designed' ? `deploy first: ${sandbox} does not run yet` : '';
}

/** @param {string} sandbox */
export const opens = (sandbox) => `Open a terminal in ${sandbox}`;
