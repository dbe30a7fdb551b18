/**
 * The drawing as a whole: places the design's objects, draws them once a frame at most, and knows what is
 * where.
 *
 * @import { Model } from '../live/model.js'
 * @import { Selection } from '../selection.js'
 * @import { Bounds, Point } from './geometry.js'
 * @import { Mark, Words } from './marking.js'
 * @import { Box } from './scene.js'
 * @import { Design, Figure } from '../types.js'
 */
import { find, fromKey } from '../design/objects.js';
import { onTop, underneath } from '../figures/finding.js';
import { Camera } from './camera.js';
import { Faces } from './faces.js';
import { along, around, boundsOf, contains, curveBounds, encloses, grown } from './geometry.js';
import { layout } from './layout.js';
import { Marking, UNMARKED, waitingMarks } from './marking.js';
import { boxNear, linkNear } from './near.js';
import { Overview } from './overview.js';
import { Paints } from './paints.js';
import { NOTHING, scene } from './scene.js';
import { View } from './view.js';

/** Texts stand out of a cable's curve. */
const TEXT_ROOM = 24;
/** Pixels of the screen within which something is meant, from afar. */
const SLACK = 4;

export class Canvas {
  /**
   * @param {HTMLElement} viewport
   * @param {SVGSVGElement} layer
   * @param {Model} model
   * @param {Selection} selection
   */
  constructor(viewport, layer, model, selection) {
    this.viewport = viewport;
    this.layer = layer;
    this.model = model;
    this.selection = selection;
    this.camera = new Camera(viewport, layer);
    this.view = new View(layer, this.camera, (key) => selection.has(key));
    this.paints = new Paints(viewport);
    this.overview = new Overview(viewport, this.camera, this.paints);
    /** @type {Map<string, Point>} */
    this.positions = new Map();
    /** Where those stood that are gone. @type {Map<string, Point>} */
    this.once = new Map();
    /** @type {Map<string, Point>} */
    this.moving = new Map();
    /** Figures that are shown otherwise than stored, by key. @type {Map<string, Figure>} */
    this.redrawn = new Map();
    /** @type {Marking | null} */
    this.marked = null;
    this.scene = NOTHING;
    this.frame = 0;
    this.fitted = false;
    /** @type {string | null} */
    this.focused = null;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  connect() {
    this.camera.connect();
    this.view.connect();
    this.paints.connect();
    this.overview.connect();
    this.stops = [
      this.camera.subscribe(() => this.overview.show(this.view.isFar)),
      this.model.subscribeToDesign(() => this.soon()),
      this.selection.subscribe(() => this.showSelection()),
    ];
    this.sized = new ResizeObserver(() => {
      this.fitOnce();
      this.overview.soon();
    });
    this.sized.observe(this.viewport);
    this.soon();
  }

  disconnect() {
    cancelAnimationFrame(this.frame);
    this.sized?.disconnect();
    this.stops?.forEach((stop) => stop());
    this.overview.disconnect();
    this.paints.disconnect();
    this.view.disconnect();
    this.camera.disconnect();
  }

  /** @param {() => void} listener  called after each drawing */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  soon() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /**
   * Shows objects elsewhere than they are stored, while they are dragged.
   * @param {Map<string, Point>} positions
   * @param {Map<string, Figure>} [figures]  by key
   */
  move(positions, figures = new Map()) {
    this.moving = positions;
    this.redrawn = figures;
    this.soon();
  }

  /**
   * Marks objects as added, changed or removed, by key; null marks only those whose edits wait.
   * @param {Map<string, Mark> | null} marks
   * @param {Design} [ghosts]  the removed ones and their positions; they are drawn too
   * @param {Words} [words]
   */
  mark(marks, ghosts, words) {
    this.marked = marks && new Marking(marks, ghosts, words);
    this.soon();
  }

  get marking() {
    return this.marked ?? (this.model.past ? UNMARKED : waitingMarks(this.model.waiting));
  }

  /** Whether it is only shown where it was. @param {string} key */
  isGhost(key) {
    if (!this.marked) return false;
    const { kind, name } = fromKey(key);
    return !find(this.model.design, kind, name);
  }

  /** What can be worked with. @template {{key: string}} T @param {Map<string, T>} things @returns {T[]} */
  solid(things) {
    return [...things.values()].filter(({ key }) => !this.isGhost(key));
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.model.loaded) return;
    const { marking } = this;
    const faces = new Faces(this.model, marking);
    this.place(faces.design);
    this.scene = scene(faces.design, new Map([...this.positions, ...this.moving]), this.redrawn);
    this.view.scene = this.scene;
    this.fitOnce();
    const [first] = [...this.scene.boxes.keys(), ...this.scene.figures.keys()];
    const stop = this.boundsOf(this.focused ?? '') ? this.focused : first;
    this.view.draw(
      this.scene,
      faces,
      (key) => key === stop || key === this.focused || (this.selection.has(key) && !this.view.isFar),
      !this.moving.size && !this.redrawn.size,
    );
    const stateOf = (/** @type {string} */ key) => this.model.states.get(key)?.state ?? 'designed';
    this.overview.draw(this.scene, faces.design, stateOf, marking);
    this.overview.show(this.view.isFar);
    this.showSelection();
    this.keepTabStop();
    for (const listener of this.listeners) listener();
  }

  /** @param {Design} design */
  place(design) {
    const before = this.positions;
    this.positions = layout(design, before, this.once);
    for (const [name, at] of before) if (!this.positions.has(name)) this.once.set(name, at);
  }

  /** The first drawing is brought into sight; later ones leave the view to the person. */
  fitOnce() {
    if (this.fitted || !this.model.loaded || !this.camera.size.w) return;
    this.fitted = true;
    if (this.bounds()) this.camera.fit(this.bounds(), true);
    else this.camera.flyTo({ x: 0, y: 0 }, 1, true);
  }

  showSelection() {
    this.overview.choose(this.selection.keys);
    for (const group of this.layer.querySelectorAll('.object')) {
      const chosen = this.selection.has(group.getAttribute('data-key') ?? '');
      if ((group.getAttribute('aria-pressed') === 'true') !== chosen)
        group.setAttribute('aria-pressed', String(chosen));
    }
  }

  /** Everything that is drawn. @returns {Bounds | null} */
  bounds() {
    const boxes = [...this.scene.boxes.values()].map(({ rect }) => grown(boundsOf(rect), TEXT_ROOM));
    return around([...boxes, ...[...this.scene.figures.values()].map((each) => each.bounds)]);
  }

  /** @param {string} key @returns {Bounds | null} */
  boundsOf(key) {
    const box = this.scene.boxes.get(key);
    if (box) return boundsOf(box.rect);
    const figure = this.scene.figures.get(key);
    if (figure) return figure.bounds;
    const link = this.scene.links.get(key) ?? this.scene.ends.get(key)?.link;
    return link ? curveBounds(link.curve) : null;
  }

  /** @param {Element | null} element @returns {string | null} */
  keyAt(element) {
    return element?.closest('.object')?.getAttribute('data-key') ?? null;
  }

  /**
   * What is under the pointer: an element, or what is painted there; no ghost.
   * @param {MouseEvent} event
   * @returns {string | null}
   */
  keyUnder(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest('.above, .camera-tools')) return null;
    if (this.view.isFar) return this.keyPainted(this.camera.toWorld(event));
    const key = this.keyAt(target);
    return key && this.isGhost(key) ? null : key;
  }

  /** What is painted at a point, in the order in which it lies upon each other. @param {Point} point */
  keyPainted(point) {
    const slack = SLACK / this.camera.transform.k;
    const figures = this.solid(this.scene.figures);
    const found =
      onTop(figures, point, slack) ??
      this.boxNear(point, slack / 2) ??
      linkNear(this.solid(this.scene.links), point, slack) ??
      underneath(figures, point);
    return found?.key ?? null;
  }

  /**
   * The box at a point, or the nearest within a slack.
   * @param {Point} point
   * @param {number} slack
   * @returns {Box | null}
   */
  boxNear(point, slack) {
    return boxNear(this.solid(this.scene.boxes), point, slack);
  }

  /** What lies wholly in a rectangle. @param {Bounds} bounds @returns {string[]} */
  within(bounds) {
    const boxes = [...this.scene.boxes.values()].filter(({ rect }) => encloses(bounds, boundsOf(rect)));
    const figures = [...this.scene.figures.values()].filter((each) => encloses(bounds, each.bounds));
    const links = [...this.scene.links.values()].filter(({ curve }) =>
      along(curve, 4).every((point) => contains(bounds, point)),
    );
    return [...boxes, ...links, ...figures].map(({ key }) => key);
  }

  /** Brings an object into sight and gives it the focus. @param {string} key */
  show(key) {
    const bounds = this.boundsOf(key);
    if (bounds) this.camera.reveal(bounds);
    this.focus(key);
  }

  /** Brings several objects into sight, if one of them is not. @param {string[]} keys */
  showAll(keys) {
    this.camera.measure(); // what was chosen may have opened the inspector beside it
    const bounds = around(keys.flatMap((key) => this.boundsOf(key) ?? []));
    const sight = this.camera.sight();
    const isSeen =
      bounds && contains(sight, { x: bounds.left, y: bounds.top }) && contains(sight, { x: bounds.right, y: bounds.bottom });
    if (bounds && !isSeen) this.camera.fit(bounds);
  }

  /** Flies to an object, near enough to read it, and gives it the focus. @param {string} key */
  visit(key) {
    const bounds = this.boundsOf(key);
    this.camera.measure(); // what was chosen may have opened the inspector beside it
    if (bounds) this.camera.visit(bounds);
    this.focus(key);
  }

  /** The one object that the tab key comes to. @param {string} key */
  focus(key) {
    this.focused = key;
    this.view.refresh();
    this.layer.querySelector('.object[tabindex="0"]')?.setAttribute('tabindex', '-1');
    const group = this.view.groupOf(key);
    group?.setAttribute('tabindex', '0');
    group?.focus({ preventScroll: true });
  }

  /** The tab key comes to the drawing whatever is in it. */
  keepTabStop() {
    if (this.layer.querySelector('.object[tabindex="0"]')) return;
    (this.layer.querySelector('.box') ?? this.layer.querySelector('.object'))?.setAttribute('tabindex', '0');
  }
}
