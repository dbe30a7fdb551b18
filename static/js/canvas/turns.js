/**
 * Shows that a state has just changed: what is in sync now settles, what has drifted pulses once.
 *
 * @import { State } from '../types.js'
 */
import { reducedMotion } from '../motion.js';

/** @type {Partial<Record<State, {frames: Keyframe[], duration: number}>>} */
const TURN = {
  in_sync: {
    frames: [
      { scale: '1.9', opacity: 0.4 },
      { scale: '1', opacity: 1 },
    ],
    duration: 180,
  },
  drifted: { frames: [{ opacity: 1 }, { opacity: 0.2 }, { opacity: 1 }], duration: 400 },
};

/** @param {SVGElement} group @param {State} state */
export function showTurn(group, state) {
  const turn = TURN[state];
  if (!turn || reducedMotion()) return;
  for (const part of group.querySelectorAll('.mark > *')) part.animate(turn.frames, turn.duration);
}
