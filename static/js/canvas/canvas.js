/**
 * The drawing as a whole: places the design's objects, draws them once a frame at most, and knows what is
 * where.
 *
 * @import { Model } from '../live/model.js'
 * @import { Selection } from '../selection.js'
 * @import { Bounds, Point } from './geometry.js'
 * @import { Box } from './scene.js'
 */
import { Camera } from './camera.js';
import { Faces } from './faces.js';
import { Ghosts } from './ghosts.js';
import { along, around, boundsOf, contains, curveBounds, grown } from './geometry.js';
import { layout } from './layout.js';
import { NOTHING, scene } from './scene.js';
import { View } from './view.js';

/** Texts stand out of a cable's curve. */
const TEXT_ROOM = 24;

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
    this.view = new View(layer, this.camera);
    this.ghosts = new Ghosts(layer);
    /** @type {Map<string, Point>} */
    this.positions = new Map();
    /** @type {Map<string, Point>} */
    this.moving = new Map();
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
    this.stops = [
      this.model.subscribe(() => this.soon()),
      this.selection.subscribe(() => this.showSelection()),
    ];
    this.sized = new ResizeObserver(() => this.fitOnce());
    this.sized.observe(this.viewport);
    this.soon();
  }

  disconnect() {
    cancelAnimationFrame(this.frame);
    this.sized?.disconnect();
    this.stops?.forEach((stop) => stop());
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
   */
  move(positions) {
    this.moving = positions;
    this.soon();
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.model.loaded) return;
    this.positions = layout(this.model.design, this.positions);
    this.scene = scene(this.model.design, new Map([...this.positions, ...this.moving]));
    this.view.draw(
      this.scene,
      new Faces(this.model),
      (key) => this.selection.has(key) || key === this.focused,
    );
    this.ghosts.draw(this.model.design, this.model.plan?.deployed ?? null, this.positions);
    this.fitOnce();
    this.showSelection();
    this.keepTabStop();
    for (const listener of this.listeners) listener();
  }

  /** The first drawing is brought into sight; later ones leave the view to the person. */
  fitOnce() {
    if (this.fitted || !this.model.loaded || !this.camera.size.w) return;
    this.fitted = true;
    if (this.scene.boxes.size) this.camera.fit(this.bounds(), true);
    else this.camera.flyTo({ x: 0, y: 0 }, 1, true);
  }

  showSelection() {
    for (const group of this.layer.querySelectorAll('.object')) {
      const chosen = this.selection.has(group.getAttribute('data-key') ?? '');
      if ((group.getAttribute('aria-pressed') === 'true') !== chosen || !group.hasAttribute('aria-pressed')) {
        group.setAttribute('aria-pressed', String(chosen));
      }
    }
  }

  /** Everything that is drawn. @returns {Bounds | null} */
  bounds() {
    return around([...this.scene.boxes.values()].map(({ rect }) => grown(boundsOf(rect), TEXT_ROOM)));
  }

  /** @param {string} key @returns {Bounds | null} */
  boundsOf(key) {
    const box = this.scene.boxes.get(key);
    if (box) return boundsOf(box.rect);
    const link = this.scene.links.get(key) ?? this.scene.ends.get(key)?.link;
    return link ? curveBounds(link.curve) : null;
  }

  /** @param {Element | null} element @returns {string | null} */
  keyAt(element) {
    return element?.closest('.object')?.getAttribute('data-key') ?? null;
  }

  /**
   * The box at a point, or the nearest within a slack.
   * @param {Point} point
   * @param {number} slack
   * @returns {Box | null}
   */
  boxNear(point, slack) {
    /** @type {Box | null} */
    let nearest = null;
    let least = Infinity;
    for (const box of this.scene.boxes.values()) {
      const bounds = boundsOf(box.rect);
      if (!contains(grown(bounds, slack), point)) continue;
      const away = Math.hypot(
        Math.max(bounds.left - point.x, 0, point.x - bounds.right),
        Math.max(bounds.top - point.y, 0, point.y - bounds.bottom),
      );
      if (away < least) [nearest, least] = [box, away];
    }
    return nearest;
  }

  /** What lies wholly in a rectangle. @param {Bounds} bounds @returns {string[]} */
  within(bounds) {
    const boxes = [...this.scene.boxes.values()].filter(({ rect }) => {
      const { left, top, right, bottom } = boundsOf(rect);
      return left >= bounds.left && right <= bounds.right && top >= bounds.top && bottom <= bounds.bottom;
    });
    const links = [...this.scene.links.values()].filter(({ curve }) =>
      along(curve, 4).every((point) => contains(bounds, point)),
    );
    return [...boxes, ...links].map(({ key }) => key);
  }

  /** Brings an object into sight and gives it the focus. @param {string} key */
  show(key) {
    const bounds = this.boundsOf(key);
    if (bounds) this.camera.reveal(bounds);
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
