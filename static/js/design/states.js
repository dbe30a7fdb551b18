/**
 * The states in words. Shapes and colours belong to the canvas and the stylesheet.
 *
 * @import { Model } from '../live/model.js'
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

/**
 * Whether what was in sync is not any more, and it is for a person to say what is done about it. The whole may
 * be worse for another reason.
 * @param {Model} model
 */
export const hasDrifted = ({ status, states }) =>
  isDrift(status) || [...states.values()].some((each) => isDrift(each));

/** @param {{state: State}} how */
const isDrift = ({ state }) => state === 'drifted' || state === 'lost';

/** @param {Model} model */
export const mayAdopt = (model) => hasDrifted(model) && model.topology.adoptable;
