/**
 * Edits of scenarios, each as an intent. Steps stand by the clock.
 *
 * @import { Deed, Design, Intent, Kind, Step } from '../../types.js'
 */
import { wiresOf } from '../../chaos/deeds.js';
import { endpointName, endpointsOf, index } from '../../design/objects.js';

/** Seconds from the last step to one that is added. */
const NEXT = 10;
/** What a value is, if nobody says otherwise. @type {Partial<Record<Deed, string>>} */
export const VALUES = { flap: '3s/1s', delay: '200ms', loss: '20%' };
/** @type {Record<Deed, string>} */
export const TITLES = {
  cut: 'Cut',
  restore: 'Restore',
  flap: 'Flap',
  delay: 'Delay',
  loss: 'Loss',
  pause: 'Pause',
  resume: 'Go on',
};

/** @param {Deed} deed */
export const isOfSandbox = (deed) => deed === 'pause' || deed === 'resume';

/** Names of cables that a step can be about. @param {Design} design */
export const wireNames = (design) => [...design.patches.map(({ name }) => name), ...design.endpoints.map(endpointName)];

/** @param {Design} design @param {string} name */
const stepsOf = (design, name) => index(design).scenario.get(name)?.steps ?? [];

/** @param {Step[]} steps */
const byClock = (steps) => [...steps].sort((a, b) => a.at - b.at);

/** @param {string} name @param {Step[]} steps @returns {ReturnType<Intent>} */
const set = (name, steps) => [{ op: 'set', kind: 'scenario', name, fields: { steps: byClock(steps) } }];

/** @param {Design} design */
export function freeName(design) {
  for (let number = 1; ; number += 1)
    if (!index(design).scenario.has(`scenario${number}`)) return `scenario${number}`;
}

/** @param {string} name @returns {Intent} */
export const make = (name) => () => [{ op: 'add', kind: 'scenario', value: { name, steps: [] } }];

/** One more, about what is chosen, or about anything that there is: a cut cable is restored, a paused sandbox goes on.
 * @param {string} name @param {{kind: Kind, name: string}[]} chosen @returns {Intent} */
export const addStep = (name, chosen) => (design) => {
  const steps = stepsOf(design, name);
  const about = subject(design, chosen);
  if (!about) return [];
  const [first, then] = about.isSandbox ? /** @type {Deed[]} */ (['pause', 'resume']) : /** @type {Deed[]} */ (['cut', 'restore']);
  const last = steps.findLast(({ object }) => object === about.object);
  const at = steps.length ? /** @type {Step} */ (steps.at(-1)).at + NEXT : 0;
  return set(name, [...steps, { at, do: last?.do === first ? then : first, object: about.object, value: null }]);
};

/** @param {Design} design @param {{kind: Kind, name: string}[]} chosen @returns {{object: string, isSandbox: boolean} | null} */
function subject(design, chosen) {
  for (const { kind, name } of chosen) {
    const [wire] = wiresOf(design, kind, name);
    if (wire) return { object: wire.name, isSandbox: false };
    if (kind === 'sandbox') return { object: name, isSandbox: true };
  }
  const [wire] = wireNames(design);
  if (wire) return { object: wire, isSandbox: false };
  const [sandbox] = design.sandboxes;
  return sandbox ? { object: sandbox.name, isSandbox: true } : null;
}

/** @param {string} name @param {number} place @param {Partial<Step>} changed @returns {Intent} */
export const changeStep = (name, place, changed) => (design) => {
  const steps = stepsOf(design, name);
  if (!steps[place]) return [];
  const step = { ...steps[place], ...changed };
  if (changed.do) fit(design, step, steps[place].do);
  return set(name, steps.with(place, step));
};

/** What is done now may need another value, and be about another kind of thing. @param {Design} design @param {Step} step
 * @param {Deed} before */
function fit(design, step, before) {
  step.value = VALUES[step.do] ?? null;
  if (isOfSandbox(step.do) === isOfSandbox(before)) return;
  const [sandbox] = step.object.split('.');
  const [end] = endpointsOf(design, sandbox);
  if (!isOfSandbox(step.do)) step.object = end ? endpointName(end) : (wireNames(design)[0] ?? step.object);
  else step.object = index(design).sandbox.has(sandbox) ? sandbox : (design.sandboxes[0]?.name ?? step.object);
}

/** @param {string} name @param {number} place @returns {Intent} */
export const removeStep = (name, place) => (design) => {
  const steps = stepsOf(design, name);
  return steps[place] ? set(name, steps.toSpliced(place, 1)) : [];
};
