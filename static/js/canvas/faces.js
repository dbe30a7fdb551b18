/**
 * What is said of each thing on the canvas: its state, its problems, its label for those who listen.
 *
 * @import { Design, Figure, FigureKind, Kind, Patch, Problem, Sandbox, State } from '../types.js'
 * @import { Model } from '../live/model.js'
 * @import { Mark, Marking } from './marking.js'
 *
 * @typedef {Object} Face
 * @property {Kind} kind
 * @property {string} name
 * @property {State} state
 * @property {string} reason
 * @property {'' | 'error' | 'warning'} trouble  the worst of its problems
 * @property {boolean} pending  on its way to the server
 * @property {Mark | ''} mark  how it differs from what it is compared with
 * @property {string} word  what that is called
 * @property {string} written  the same if it is written at its sign
 * @property {string} label
 */
import {
  driverOf,
  endpointsOf,
  endpointsOn,
  find,
  fromKey,
  index,
  isFigure,
  isLine,
  keyOf,
  patchesOn,
} from '../design/objects.js';
import { WORD } from '../design/states.js';
import { UNMARKED } from './marking.js';
import { colourOf } from '../figures/shapes.js';
import { subnetText } from './sizes.js';
import { shortened } from './text.js';

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Letters of a note that stand for it. */
const FIRST_WORDS = 40;

/** @param {Design} design @param {string} note */
const inOneLine = (design, note) => (index(design).note.get(note)?.text ?? '').replace(/\s+/g, ' ').trim();

/** How a note begins. @param {Design} design @param {string} note */
export const firstWords = (design, note) => shortened(inOneLine(design, note), FIRST_WORDS);

/** @param {FigureKind} kind @returns {(design: Design, name: string) => string} */
const colourIn = (kind) => (design, name) => {
  const figure = find(design, kind, name);
  return figure ? colourOf(kind, /** @type {Figure} */ (figure)) : '';
};

/** @type {Record<Kind, (design: Design, name: string) => string>} */
const TITLE = {
  sandbox: (design, name) =>
    `${/** @type {Sandbox} */ (find(design, 'sandbox', name))?.forwarding ? 'router' : 'sandbox'} ${name}`,
  network: (design, name) =>
    `${index(design).network.get(name)?.driver === 'cable' ? 'cable' : 'network'} ${name}`,
  endpoint: (_design, name) => `endpoint ${name}`,
  patch: (_design, name) => `patch ${name}`,
  area: (design, name) => `area ${index(design).area.get(name)?.title || name}`,
  note: (design, name) => `note ${firstWords(design, name) || name}`,
  mark: (_design, name) => `mark ${name}`,
  scenario: (_design, name) => `scenario ${name}`,
};

/** What is written on it beside its name, in the order in which it is seen.
 * @type {Record<Kind, (design: Design, name: string) => string[]>}
 */
const WRITTEN = {
  sandbox: (design, name) => (index(design).sandbox.get(name)?.paused ? ['paused'] : []),
  network: (design, name) => {
    const network = index(design).network.get(name);
    return network && !isLine(design, network) ? [driverOf(network), subnetText(network)] : [];
  },
  endpoint: (design, name) => index(design).endpoint.get(name)?.addresses ?? [],
  patch: () => [],
  area: () => [],
  note: (design, name) => {
    const text = inOneLine(design, name);
    return text.length > FIRST_WORDS ? [text] : [];
  },
  mark: () => [],
  scenario: () => [],
};

/** @type {Record<Kind, (design: Design, name: string) => string>} */
const ENDING = {
  sandbox: (design, name) => counted(endpointsOf(design, name).length, 'cable'),
  network: (design, name) =>
    counted(endpointsOn(design, name).length + patchesOn(design, name).length, 'cable'),
  endpoint: (design, name) => `on ${index(design).endpoint.get(name)?.network ?? ''}`,
  patch: (design, name) =>
    `between ${/** @type {Patch} */ (find(design, 'patch', name))?.networks.join(' and ')}`,
  area: colourIn('area'),
  note: colourIn('note'),
  mark: colourIn('mark'),
  scenario: (design, name) => counted(index(design).scenario.get(name)?.steps.length ?? 0, 'step'),
};

/** What an object is, in words. @param {Design} design @param {Kind} kind @param {string} name */
export const titleOf = (design, kind, name) => TITLE[kind](design, name);

/** @param {Problem[]} problems @returns {Face['trouble']} */
function worst(problems) {
  if (!problems.length) return '';
  return problems.some((each) => each.severity !== 'warning') ? 'error' : 'warning';
}

/** The faces of the objects as they are now, each made when it is asked for. */
export class Faces {
  /** @param {Model} model @param {Marking} [marking] */
  constructor(model, marking = UNMARKED) {
    this.model = model;
    this.marking = marking;
    this.design = marking.over(model.design);
    /** @type {Map<string, Problem[]>} */
    this.problems = new Map();
    for (const problem of model.shownProblems) {
      const key = keyOf(problem.kind, problem.name);
      this.problems.set(key, [...(this.problems.get(key) ?? []), problem]);
    }
  }

  /** @param {string} key @returns {Face} */
  of(key) {
    const { kind, name } = fromKey(key);
    const { state, reason } = this.model.stateOf(kind, name);
    const problems = this.problems.get(key) ?? [];
    const { past, stored, design } = this.model;
    const pending = !past && find(stored, kind, name) !== find(design, kind, name);
    const mark = this.marking.of(key);
    const { marking } = this;
    const [word, written] = [marking.wordOf(mark), marking.writtenOf(mark)];
    const face = { kind, name, state, reason, trouble: worst(problems), pending, mark, word, written };
    return { ...face, label: this.label(face, problems.length) };
  }

  /** @param {Omit<Face, 'label' | 'trouble' | 'pending'>} face @param {number} problems */
  label({ kind, name, word, written, state, reason }, problems) {
    const { design } = this;
    return [
      TITLE[kind](design, name),
      ...WRITTEN[kind](design, name),
      written,
      isFigure(kind) ? '' : WORD[state] + (reason ? `: ${reason}` : ''),
      ENDING[kind](design, name),
      problems ? counted(problems, 'problem') : '',
      written ? '' : word,
    ]
      .filter(Boolean)
      .join(', ');
  }
}
