/**
 * The drawing from afar, painted on one canvas in place of thousands of elements: cables by hue, boxes by state
 * with its mark, names where there is room for them. Shapes are gathered when the scene changes, in the world's
 * own measure, so that a movement of the camera only paints them anew.
 *
 * @import { Design, State } from '../types.js'
 * @import { Camera } from './camera.js'
 * @import { Marking } from './marking.js'
 * @import { Box, Scene } from './scene.js'
 * @import { Paints } from './paints.js'
 * @import { Shapes } from './shapes.js'
 */
import { EMPTY } from '../design/objects.js';
import { html } from '../dom.js';
import { paintAreas, paintNotesAndMarks } from '../figures/painting.js';
import { isTroubled } from '../design/states.js';
import { isProjected } from '../motion.js';
import { Labels } from './labels.js';
import { UNMARKED } from './marking.js';
import { paintMarked, paintNotes } from './painted_marked.js';
import { paintPauses, paintSigns } from './painted_signs.js';
import { NOTHING } from './scene.js';
import { MARK_ROOM, gathered } from './shapes.js';
import { within } from './sight.js';

/** Pixels of the screen. Of a line of up to one pixel browsers work out no outline: one of 1.25 takes four times as long. */
const LINE = 0.99;
const LINE_PROJECTED = 2.5;
/** Above this a card has room for its name beside the mark. */
const NEAR = 0.3;
const MOST_LABELS = 300;
/** Of the view, painted beyond each of its edges: so far the picture is only pushed. */
const BEYOND = 0.2;
/** So much larger or smaller is the picture shown, while the camera moves, before it is painted anew. */
const STRETCH = 1.5;

/** @type {Record<State, string>} */
const COLOUR = {
  designed: 'var(--designed)',
  applying: 'var(--applying)',
  in_sync: 'var(--in-sync)',
  drifted: 'var(--drifted)',
  degraded: 'var(--degraded)',
  failed: 'var(--failed)',
  lost: 'var(--lost)',
};

export class Overview {
  /**
   * @param {HTMLElement} viewport
   * @param {Camera} camera
   * @param {Paints} paints
   */
  constructor(viewport, camera, paints) {
    this.camera = camera;
    this.paints = paints;
    this.element = html('canvas', { class: 'overview', 'aria-hidden': 'true', hidden: true });
    viewport.prepend(this.element);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext('2d'));
    this.scene = NOTHING;
    /** @type {Design} */
    this.design = EMPTY;
    this.marking = UNMARKED;
    /** @type {Shapes | null} */
    this.shapes = null;
    this.frame = 0;
    /** Where the camera was for the picture, and how far that reaches beyond the view. */
    this.at = { x: 0, y: 0, k: 0 };
    this.beyond = { x: 0, y: 0 };
    this.isNear = false;
    /** @type {(key: string) => State} */
    this.stateOf = () => 'designed';
    /** @type {Iterable<string>} */
    this.chosen = [];
    /** What is under the pointer. @type {string | null} */
    this.hovered = null;
    /** @type {Set<string>} */
    this.lit = new Set();
  }

  connect() {
    this.stops = [
      this.camera.subscribe(() => this.follow()),
      this.paints.subscribe(() => this.soon()),
    ];
  }

  disconnect() {
    cancelAnimationFrame(this.frame);
    this.stops?.forEach((stop) => stop());
  }

  /** @param {boolean} shown */
  show(shown) {
    if (this.element.hidden === !shown) return;
    this.element.hidden = !shown;
    this.element.parentElement?.classList.toggle('painted', shown);
    if (shown) this.paint();
  }

  /**
   * @param {Scene} scene
   * @param {Design} design
   * @param {(key: string) => State} stateOf
   * @param {Marking} marking
   */
  draw(scene, design, stateOf, marking) {
    this.marking = marking;
    this.scene = scene;
    this.design = design;
    this.stateOf = stateOf;
    this.shapes = null;
    if (!this.element.hidden) this.paint();
  }

  /** @param {Iterable<string>} keys */
  choose(keys) {
    if (keys === this.chosen) return;
    this.chosen = keys;
    this.soon();
  }

  /** Areas in which what is dragged would come to lie. @param {Iterable<string>} keys */
  light(keys) {
    this.lit = new Set(keys);
    this.soon();
  }

  /** @param {string | null} key */
  hover(key) {
    this.hovered = key;
    this.soon();
  }

  /** The camera moved: the picture goes along as far as it reaches, else it is painted anew. */
  follow() {
    const { x, y, k } = this.camera.transform;
    const by = k / this.at.k;
    const [across, down] = [x - by * this.at.x, y - by * this.at.y];
    if (this.mayStretch(by) && this.covers(across, down, by))
      this.element.style.transform = `translate(${across}px, ${down}px) scale(${by})`;
    else this.soon();
  }

  /** A stretched picture is blurred, so only on the way. @param {number} by */
  mayStretch(by) {
    return by === 1 || (this.camera.isMoving && by < STRETCH && by > 1 / STRETCH);
  }

  /** Whether the picture fills the view when it is so far off and so much larger.
   * @param {number} across @param {number} down @param {number} by
   */
  covers(across, down, by) {
    const { w, h } = this.camera.size;
    const fills = (/** @type {number} */ off, /** @type {number} */ length, /** @type {number} */ beyond) =>
      off <= by * beyond && off + by * (length + beyond) >= length;
    return fills(across, w, this.beyond.x) && fills(down, h, this.beyond.y);
  }

  soon() {
    if (!this.element.hidden) this.frame ||= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { context, camera } = this;
    const { x, y, k } = camera.transform;
    const scale = this.clear();
    const left = scale * this.beyond.x;
    const top = scale * this.beyond.y;
    if (this.isNear !== k > NEAR) this.shapes = null;
    this.isNear = k > NEAR;
    this.shapes ??= gathered(this.scene, this.design, this.stateOf, this.isNear);
    context.setTransform(scale * k, 0, 0, scale * k, left + scale * x, top + scale * y);
    paintAreas(context, this.paints, this.scene.figures.values(), k, this.lit);
    this.paintCables(this.shapes, k);
    this.paintBoxes(this.shapes, k);
    paintPauses(context, this.paints, this.scene, this.design, k);
    paintNotesAndMarks(context, this.paints, this.scene.figures.values(), k);
    paintSigns(context, this.paints, this.scene, this.marking, k);
    paintMarked(context, this.paints, this.scene, this.marked, k);
    context.setTransform(scale, 0, 0, scale, left, top);
    this.paintNames();
    this.at = { x, y, k };
    this.element.style.transform = '';
    this.element.dataset.drawn = String(this.scene.boxes.size + this.scene.links.size);
  }

  /** As many pixels as the screen has. @returns {number} of them in one of the page's */
  clear() {
    const { w, h } = this.camera.size;
    const scale = Math.min(2, devicePixelRatio);
    const [width, height] = [w, h].map((each) => Math.round(each * (1 + 2 * BEYOND) * scale));
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
      this.beyond = { x: w * BEYOND, y: h * BEYOND };
      Object.assign(this.element.style, {
        left: `${-this.beyond.x}px`,
        top: `${-this.beyond.y}px`,
        width: `${width / scale}px`,
        height: `${height / scale}px`,
        transformOrigin: `${this.beyond.x}px ${this.beyond.y}px`,
      });
    }
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
    return scale;
  }

  get line() {
    return isProjected() ? LINE_PROJECTED : LINE;
  }

  /** @param {Shapes} shapes @param {number} k */
  paintCables({ cables }, k) {
    const { context, paints } = this;
    context.lineWidth = this.line / k;
    for (const [colour, path] of cables) {
      context.strokeStyle = paints.of(colour);
      context.stroke(path);
    }
  }

  /** @param {Shapes} shapes @param {number} k */
  paintBoxes({ cards, bars, marks, lines }, k) {
    const { context, paints } = this;
    context.lineWidth = this.line / k;
    for (const [state, path] of cards) {
      context.fillStyle = paints.of(`color-mix(in oklab, ${COLOUR[state]} 22%, var(--surface-raised))`);
      context.strokeStyle = paints.of(COLOUR[state]);
      context.fill(path);
      context.stroke(path);
    }
    for (const [colour, path] of bars) {
      context.fillStyle = paints.of(`color-mix(in oklab, ${colour} 30%, var(--surface))`);
      context.strokeStyle = paints.of(colour);
      context.fill(path);
      context.stroke(path);
    }
    this.paintMarks(marks, lines);
  }

  /** @param {Map<State, Path2D>} marks @param {Map<State, Path2D>} lines */
  paintMarks(marks, lines) {
    const { context, paints } = this;
    for (const [state, path] of marks) {
      context.fillStyle = paints.of(COLOUR[state]);
      context.fill(path);
    }
    context.lineWidth = 5;
    for (const [state, path] of lines) {
      context.strokeStyle = paints.of(COLOUR[state]);
      context.stroke(path);
    }
  }

  /** What stands out, and whether because it is chosen or only because it is under the pointer. */
  get marked() {
    const chosen = [...this.chosen].map((key) => /** @type {const} */ ([key, true]));
    return new Map([...(this.hovered ? [/** @type {const} */ ([this.hovered, false])] : []), ...chosen]);
  }

  paintNames() {
    const { camera, scene } = this;
    const near = within(scene, camera.sight(BEYOND));
    const inSight = [...scene.boxes.values()].filter(({ key }) => near.has(key));
    const asked = this.marked;
    const matter = inSight.filter(({ key, kind }) => asked.has(key) || kind === 'network' || isTroubled(this.stateOf(key)));
    matter.sort((a, b) => Number(asked.has(b.key)) - Number(asked.has(a.key)));
    const labels = new Labels(this.context, this.paints);
    for (const { kind, name, rect } of matter.slice(0, MOST_LABELS)) {
      const { x, y } = camera.toView(rect);
      labels.put(name, x, kind === 'network' ? y : y + (rect.h / 2) * camera.transform.k + 9);
    }
    if (this.isNear) for (const box of inSight) this.paintName(box, labels);
    paintNotes(labels, this, asked.keys());
  }

  /** Beside its mark, if it has room there. @param {Box} box @param {Labels} labels */
  paintName({ kind, name, rect }, labels) {
    const { k } = this.camera.transform;
    const left = (rect.w / 2 - 2 * MARK_ROOM) * k;
    if (kind === 'network' || labels.width(name) > rect.w * k - 2 * MARK_ROOM * k - 2) return;
    const { x, y } = this.camera.toView(rect);
    labels.write(name, x - left, y);
  }
}
