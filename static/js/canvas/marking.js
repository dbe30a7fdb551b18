/**
 * What two designs differ in, on the drawing: what was added, changed or removed has a sign (signs.js). What is not in
 * the drawing any more stands there as a ghost, to be looked at only.
 *
 * @import { Design, DesignObject, Does, Kind, Waiting } from '../types.js'
 *
 * @typedef {'added' | 'changed' | 'removed'} Mark
 * @typedef {{of: Record<Mark, string>, areWritten: boolean}} Words  what the marks are called, and whether at the signs
 */
import { EMPTY, index, isLine, nameOf } from '../design/objects.js';

/** Two designs compared. @type {Words} */
export const COMPARED = { of: { added: 'added', changed: 'changed', removed: 'removed' }, areWritten: true };
/** What deploying would do. @type {Words} */
export const PLANNED = { of: { added: 'create', changed: 'change', removed: 'remove' }, areWritten: true };
/** Edits that wait to be deployed. @type {Words} */
export const WAITING = {
  of: { added: 'not deployed yet', changed: 'changed since it was deployed', removed: 'removed since it was deployed' },
  areWritten: false,
};
/** @type {Record<Does, Mark>} */
export const MARK = { create: 'added', change: 'changed', remove: 'removed' };

export class Marking {
  /** @param {Map<string, Mark>} marks  by key @param {Design} [ghosts] @param {Words} [words] */
  constructor(marks, ghosts = EMPTY, words = COMPARED) {
    this.marks = marks;
    this.ghosts = ghosts;
    this.words = words;
    /** @type {{design: Design, whole: Design} | null} */
    this.made = null;
  }

  /** @param {string} key @returns {Mark | ''} */
  of(key) {
    return this.marks.get(key) ?? '';
  }

  /** What a mark is called. @param {Mark | ''} mark */
  wordOf(mark) {
    return mark && this.words.of[mark];
  }

  /** The word at its sign; empty where that is the shape alone. @param {Mark | ''} mark */
  writtenOf(mark) {
    return this.words.areWritten ? this.wordOf(mark) : '';
  }

  /** The design with the ghosts in it. A design is never changed in place, so it is made once. @param {Design} design */
  over(design) {
    if (this.ghosts === EMPTY) return design;
    if (this.made?.design !== design) this.made = { design, whole: together(design, this.ghosts) };
    return this.made.whole;
  }
}

export const UNMARKED = new Marking(new Map());

/** @param {Map<string, Waiting>} waiting  by key */
export const waitingMarks = (waiting) =>
  new Marking(new Map([...waiting].map(([key, { effect }]) => [key, MARK[effect]])), EMPTY, WAITING);

/** @param {Design} design @param {Design} ghosts @returns {Design} */
function together(design, ghosts) {
  const there = index(design);
  /** It may have been drawn again since the ghosts were told. @param {Kind} kind */
  const isGone = (kind) => (/** @type {DesignObject} */ each) => !there[kind].has(nameOf(kind, each));
  /** A cable that has both of its ends stays the line that it is. @param {string} network */
  const isFull = (network) => {
    const found = there.network.get(network);
    return found !== undefined && isLine(design, found);
  };
  return {
    ...design,
    networks: [...design.networks, ...ghosts.networks.filter(isGone('network'))],
    sandboxes: [...design.sandboxes, ...ghosts.sandboxes.filter(isGone('sandbox'))],
    endpoints: [
      ...design.endpoints,
      ...ghosts.endpoints.filter(isGone('endpoint')).filter((each) => !isFull(each.network)),
    ],
    patches: [...design.patches, ...ghosts.patches.filter(isGone('patch'))],
    layout: { ...ghosts.layout, ...design.layout },
    areas: [...design.areas, ...ghosts.areas.filter(isGone('area'))],
    notes: [...design.notes, ...ghosts.notes.filter(isGone('note'))],
    marks: [...design.marks, ...ghosts.marks.filter(isGone('mark'))],
  };
}
