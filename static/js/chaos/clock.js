/**
 * Moments of a scenario, as people write them.
 *
 * @import { Playing, Step } from '../types.js'
 */

/** `0:10`, `1:02.5`. @param {number} seconds */
export function clock(seconds) {
  const rest = Math.round((seconds % 60) * 10) / 10;
  return `${Math.floor(seconds / 60)}:${rest < 10 ? '0' : ''}${rest}`;
}

/** The seconds that `1:02.5`, or plain `62.5`, says; NaN for anything else. @param {string} text */
export function seconds(text) {
  const [, minutes = '0', rest] = /^\s*(?:(\d{1,2}):)?(\d{1,4}(?:\.\d)?)\s*$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(rest);
}

/** What a step does, in words: `delay app1.eth0 200ms`. @param {Step} step */
export const said = (step) => [step.do, step.object, step.value].filter(Boolean).join(' ');

/** The last step that has been done by then; undefined before the first. @param {Playing} playing @param {number} elapsed */
export const stepOn = ({ steps }, elapsed) => steps.findLast(({ at }) => at <= elapsed);
