/**
 * What two designs differ in, on the drawing: a sign by shape, word and colour at what was added, changed or removed.
 * What is not in the drawing any more stands there as a ghost, to be looked at only.
 *
 * @import { Design } from '../types.js'
 * @import { Point } from './geometry.js'
 *
 * @typedef {'added' | 'changed' | 'removed'} Mark
 */
import { EMPTY, index, isLine } from '../design/objects.js';
import { svg } from '../dom.js';

/** @type {Record<Mark, string>} */
export const SHAPE = {
  added: 'M-4 0H4M0 -4V4',
  changed: 'M-4 4L-3.2 1L2 -4.2L4.2 -2L-1 3.2ZM0.6 -2.8L2.8 -0.6',
  removed: 'M-4 0H4',
};
/** @type {Record<Mark, number>} */
const WIDTH = { added: 58, changed: 70, removed: 72 };
const HEIGHT = 18;

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

/** At the upper left of a box, where neither its name nor its state stands. @param {Mark | ''} mark
 * @param {{w: number, h: number}} rect  around the origin @param {number} inset */
export const cornerSign = (mark, { w, h }, inset) =>
  mark ? sign(mark, { x: -w / 2 + inset + WIDTH[mark] / 2, y: -h / 2 - 2 }) : [];

/** What is read of it stands before the state in an object's label, so it is drawn before that too.
 * @param {Mark | ''} mark @param {Point} at  its middle @returns {Node[]} */
export function sign(mark, { x, y }) {
  if (!mark) return [];
  const w = WIDTH[mark];
  return [
    svg(
      'g',
      { class: 'sign', transform: `translate(${x} ${y})` },
      svg('rect', { x: -w / 2, y: -HEIGHT / 2, width: w, height: HEIGHT, rx: HEIGHT / 2 }),
      svg('g', { transform: `translate(${-w / 2 + 12} 0)` }, svg('path', { d: SHAPE[mark] })),
      svg('text', { x: -w / 2 + 21, y: 4 }, mark),
    ),
  ];
}
