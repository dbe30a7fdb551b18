/**
 * The drawing from afar, painted on one canvas in place of thousands of elements: cables by hue, boxes by state
 * with its mark, names where there is room for them. Shapes are gathered when the scene changes, in the world's
 * own measure, so that a movement of the camera only paints them anew.
 *
 * @import { Design, State } from '../types.js'
 * @import { Camera } from './camera.js'
 * @import { Box, Scene } from './scene.js'
 * @import { Paints } from './paints.js'
 *
 * @typedef {Object} Shapes
 * @property {Map<string, Path2D>} cables  by their colour
 * @property {Map<State, Path2D>} cards
 * @property {Map<string, Path2D>} bars  by their colour
 * @property {Map<State, Path2D>} marks
 * @property {Map<State, Path2D>} lines  the marks that are not filled
 */
import { index } from '../design/objects.js';
import { html } from '../dom.js';
import { isTroubled } from '../design/states.js';
import { boundsOf, grown, pathOf } from './geometry.js';
import { hueOf } from './hues.js';
import { Labels } from './labels.js';
import { SHAPE } from './marks.js';
import { NOTHING } from './scene.js';
import { within } from './sight.js';

/** Pixels of the screen. */
const LINE = 1.25;
/** Of the world, at a card's left. */
const MARK_ROOM = 20;
/** Above this a card has room for its name beside the mark. */
const NEAR = 0.3;
const MOST_LABELS = 300;

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
    /** @type {Shapes | null} */
    this.shapes = null;
    this.frame = 0;
    this.isNear = false;
    /** @type {(key: string) => State} */
    this.stateOf = () => 'designed';
    /** @type {Iterable<string>} */
    this.chosen = [];
    /** What is under the pointer. @type {string | null} */
    this.hovered = null;
  }

  connect() {
    this.stops = [
      this.camera.subscribe(() => this.soon()),
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
    if (shown) this.paint();
  }

  /**
   * @param {Scene} scene
   * @param {Design} design
   * @param {(key: string) => State} stateOf
   */
  draw(scene, design, stateOf) {
    this.scene = scene;
    this.design = design;
    this.stateOf = stateOf;
    this.shapes = null;
    if (!this.element.hidden) this.paint();
  }

  /** @param {Iterable<string>} keys */
  choose(keys) {
    this.chosen = keys;
    this.soon();
  }

  /** @param {string | null} key */
  hover(key) {
    this.hovered = key;
    this.soon();
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
    if (this.isNear !== k > NEAR) this.shapes = null;
    this.isNear = k > NEAR;
    this.shapes ??= this.gather();
    context.setTransform(scale * k, 0, 0, scale * k, scale * x, scale * y);
    this.paintCables(this.shapes, k);
    this.paintBoxes(this.shapes, k);
    this.paintChosen(k);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.paintNames();
    this.element.dataset.drawn = String(this.scene.boxes.size + this.scene.links.size);
  }

  /** As many pixels as the screen has. @returns {number} of them in one of the page's */
  clear() {
    const { w, h } = this.camera.size;
    const scale = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(w * scale), Math.round(h * scale)];
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
    return scale;
  }

  /** @returns {Shapes} */
  gather() {
    /** @type {Shapes} */
    const shapes = { cables: new Map(), cards: new Map(), bars: new Map(), marks: new Map(), lines: new Map() };
    for (const { hue, curve: [a, b, c, d] } of this.scene.links.values()) {
      const path = at(shapes.cables, hue ? `var(--net-${hue})` : 'var(--ink-soft)');
      path.moveTo(a.x, a.y);
      path.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
    }
    for (const box of this.scene.boxes.values()) this.gatherBox(shapes, box);
    return shapes;
  }

  /** @param {Shapes} shapes @param {Box} box */
  gatherBox(shapes, { key, kind, name, rect: { x, y, w, h } }) {
    const state = this.stateOf(key);
    const isRouter = kind === 'sandbox' && this.design && index(this.design).sandbox.get(name)?.forwarding;
    if (kind === 'network') at(shapes.bars, `var(--net-${hueOf(name)})`).roundRect(x - w / 2, y - h / 2, w, h, h / 2);
    else if (isRouter) octagon(at(shapes.cards, state), x, y, w, h);
    else at(shapes.cards, state).roundRect(x - w / 2, y - h / 2, w, h, 8);
    const { fill, line } = SHAPE[state];
    const side = kind === 'network' ? w / 2 - 26 : this.isNear ? MARK_ROOM - w / 2 : 0;
    const place = new DOMMatrix([2.6, 0, 0, 2.6, x + side, y]);
    if (fill) at(shapes.marks, state).addPath(new Path2D(fill), place);
    if (line) at(shapes.lines, state).addPath(new Path2D(line), place);
  }

  /** @param {Shapes} shapes @param {number} k */
  paintCables({ cables }, k) {
    const { context, paints } = this;
    context.lineWidth = LINE / k;
    for (const [colour, path] of cables) {
      context.strokeStyle = paints.of(colour);
      context.stroke(path);
    }
  }

  /** @param {Shapes} shapes @param {number} k */
  paintBoxes({ cards, bars, marks, lines }, k) {
    const { context, paints } = this;
    context.lineWidth = LINE / k;
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

  /** What stands out: the chosen, and what is under the pointer. */
  get marked() {
    return new Set(this.hovered ? [this.hovered, ...this.chosen] : this.chosen);
  }

  /** @param {number} k */
  paintChosen(k) {
    const { context, paints, scene } = this;
    context.strokeStyle = paints.of('var(--accent)');
    for (const key of this.marked) {
      const box = scene.boxes.get(key);
      const link = scene.links.get(key);
      context.lineWidth = (box ? 2.5 : 4) / k;
      if (box) ringed(context, box, 3 / k);
      if (link) context.stroke(new Path2D(pathOf(link.curve)));
    }
  }

  paintNames() {
    const { camera, scene } = this;
    const near = within(scene, camera.sight());
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

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {number} by */
function ringed(context, { kind, rect }, by) {
  const { left, top } = grown(boundsOf(rect), by);
  const [w, h] = [rect.w + 2 * by, rect.h + 2 * by];
  context.beginPath();
  context.roundRect(left, top, w, h, kind === 'network' ? h / 2 : 8 + by);
  context.stroke();
}

/** A router has corners cut off, so that it is told from a sandbox without its picture.
 * @param {Path2D} path @param {number} x @param {number} y @param {number} w @param {number} h
 */
function octagon(path, x, y, w, h) {
  const [right, down, cut] = [w / 2, h / 2, h / 3];
  path.moveTo(x - right + cut, y - down);
  for (const [across, along] of [
    [right - cut, -down],
    [right, cut - down],
    [right, down - cut],
    [right - cut, down],
    [cut - right, down],
    [-right, down - cut],
    [-right, cut - down],
  ])
    path.lineTo(x + across, y + along);
  path.closePath();
}

/** @template T @param {Map<T, Path2D>} paths @param {T} key @returns {Path2D} */
function at(paths, key) {
  const known = paths.get(key);
  if (known) return known;
  const made = new Path2D();
  paths.set(key, made);
  return made;
}
