/**
 * What two designs differ in, on the drawing: what was added, changed or removed has a sign (signs.js). What is not in
 * the drawing any more stands there as a ghost, to be looked at only.
 *
 * @import { Design } from '../types.js'
 *
 * @typedef {'added' | 'changed' | 'removed'} Mark
 */
import { EMPTY, index, isLine } from '../design/objects.js';

export class Marking {
  /** @param {Map<string, Mark>} marks  by key @param {Design} [ghosts] */
  constructor(marks, ghosts = EMPTY) {
    this.marks = marks;
    this.ghosts = ghosts;
    /** @type {{design: Design, whole: Design} | null} */
    this.made = null;
  }

  /** @param {string} key @returns {Mark | ''} */
  of(key) {
    return this.marks.get(key) ?? '';
  }

  /** The design with the ghosts in it. A design is never changed in place, so it is made once. @param {Design} design */
  over(design) {
    if (this.ghosts === EMPTY) return design;
    if (this.made?.design !== design) this.made = { design, whole: together(design, this.ghosts) };
    return this.made.whole;
  }
}

export const UNMARKED = new Marking(new Map());

/** @param {Design} design @param {Design} ghosts @returns {Design} */
function together(design, ghosts) {
  const there = index(design);
  /** A cable that has both of its ends stays the line that it is. @param {string} network */
  const isFull = (network) => {
    const found = there.network.get(network);
    return found !== undefined && isLine(design, found);
  };
  return {
    ...design,
    networks: [...design.networks, ...ghosts.networks],
    sandboxes: [...design.sandboxes, ...ghosts.sandboxes],
    endpoints: [...design.endpoints, ...ghosts.endpoints.filter((each) => !isFull(each.network))],
    patches: [...design.patches, ...ghosts.patches],
    layout: { ...ghosts.layout, ...design.layout },
  };
}
