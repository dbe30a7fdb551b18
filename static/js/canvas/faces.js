/**
 * What is said of each thing on the canvas: its state, its problems, its label for those who listen.
 *
 * @import { Design, Kind, Patch, Problem, Sandbox, State } from '../types.js'
 * @import { Does } from '../types.js'
 * @import { Model } from '../live/model.js'
 *
 * @typedef {Object} Face
 * @property {Kind} kind
 * @property {string} name
 * @property {State} state
 * @property {string} reason
 * @property {'' | 'error' | 'warning'} trouble  the worst of its problems
 * @property {boolean} pending  on its way to the server
 * @property {Does | ''} effect  what deploying would do to it
 * @property {boolean} planned  whether that is of a plan, which says so in words
 * @property {string} label
 */
import {
  driverOf,
  endpointsOf,
  endpointsOn,
  find,
  fromKey,
  index,
  isLine,
  keyOf,
  patchesOn,
} from '../design/objects.js';
import { WORD } from '../design/states.js';
import { WAITS } from './effects.js';
import { subnetText } from './sizes.js';

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** @type {Record<Kind, (design: Design, name: string) => string>} */
const TITLE = {
  sandbox: (design, name) =>
    `${/** @type {Sandbox} */ (find(design, 'sandbox', name))?.forwarding ? 'router' : 'sandbox'} ${name}`,
  network: (design, name) =>
    `${index(design).network.get(name)?.driver === 'cable' ? 'cable' : 'network'} ${name}`,
  endpoint: (_design, name) => `endpoint ${name}`,
  patch: (_design, name) => `patch ${name}`,
};

/** What is written on it beside its name, in the order in which it is seen.
 * @type {Record<Kind, (design: Design, name: string) => string[]>}
 */
const WRITTEN = {
  sandbox: () => [],
  network: (design, name) => {
    const network = index(design).network.get(name);
    return network && !isLine(design, network) ? [driverOf(network), subnetText(network)] : [];
  },
  endpoint: (design, name) => index(design).endpoint.get(name)?.addresses ?? [],
  patch: () => [],
};

/** @type {Record<Kind, (design: Design, name: string) => string>} */
const ENDING = {
  sandbox: (design, name) => counted(endpointsOf(design, name).length, 'cable'),
  network: (design, name) =>
    counted(endpointsOn(design, name).length + patchesOn(design, name).length, 'cable'),
  endpoint: (design, name) => `on ${index(design).endpoint.get(name)?.network ?? ''}`,
  patch: (design, name) =>
    `between ${/** @type {Patch} */ (find(design, 'patch', name))?.networks.join(' and ')}`,
};

/** What an object is, in words. @param {Design} design @param {Kind} kind @param {string} name */
export const titleOf = (design, kind, name) => TITLE[kind](design, name);

/** The faces of the objects as they are now, each made when it is asked for. */
export class Faces {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Map<string, Problem[]>} */
    this.problems = new Map();
    for (const problem of model.problems) {
      const key = keyOf(problem.kind, problem.name);
      this.problems.set(key, [...(this.problems.get(key) ?? []), problem]);
    }
  }

  /** @param {string} key @returns {Face} */
  of(key) {
    const { kind, name } = fromKey(key);
    const { state, reason } = this.model.stateOf(kind, name);
    const problems = this.problems.get(key) ?? [];
    const trouble = !problems.length
      ? ''
      : problems.some((each) => each.severity !== 'warning')
        ? 'error'
        : 'warning';
    const effect = this.model.effectOf(key);
    const planned = this.model.plan !== null;
    const pending = find(this.model.stored, kind, name) !== find(this.model.design, kind, name);
    return {
      kind,
      name,
      state,
      reason,
      trouble,
      pending,
      effect,
      planned,
      label: this.label(
        kind,
        name,
        (planned && effect) || '',
        WORD[state] + (reason ? `: ${reason}` : ''),
        problems.length ? counted(problems.length, 'problem') : '',
        !planned && effect ? WAITS[effect] : '',
      ),
    };
  }

  /**
   * @param {Kind} kind
   * @param {string} name
   * @param {string} planned  what deploying would do; where it is written, between name and state
   * @param {string} state
   * @param {string} problems
   * @param {string} waiting
   */
  label(kind, name, planned, state, problems, waiting) {
    const { design } = this.model;
    return [
      TITLE[kind](design, name),
      ...WRITTEN[kind](design, name),
      planned,
      state,
      ENDING[kind](design, name),
      problems,
      waiting,
    ]
      .filter(Boolean)
      .join(', ');
  }
}
