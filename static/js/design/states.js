/**
 * The states in words. Shapes and colours belong to the canvas and the stylesheet.
 *
 * @import { State } from '../types.js'
 */

/** @type {Record<State, string>} */
export const WORD = {
  designed: 'designed',
  applying: 'applying',
  in_sync: 'in sync',
  drifted: 'drifted',
  degraded: 'degraded',
  failed: 'failed',
  lost: 'lost',
};

/** @type {State[]} */
export const TROUBLED = ['drifted', 'degraded', 'failed', 'lost'];

/** @param {State} state */
export const isTroubled = (state) => TROUBLED.includes(state);
