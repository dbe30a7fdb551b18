/**
 * Where the canvas is looked at from: pan and zoom by d3-zoom, put on the layer as one CSS transform.
 *
 * A mouse wheel zooms at the cursor, a trackpad pans and pinches; the middle and right buttons, or the left
 * with
 * the space bar held, pan.
 *
 * @import { Bounds, Point } from './geometry.js'
 */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import { isProjected, reducedMotion } from '../motion.js';
import { Wheel } from './wheel.js';

/** Below this scale only names are read (canvas/distance.css). */
export const FAR = 0.5;
const NEAREST = 3;
const FARTHEST = 0.03;
const MARGIN = 56;
const LIFE = 1.2;
/** So that the smallest label is 18 pixels high. */
const LIFE_PROJECTED = 1.65;
/** How near an object is looked at that somebody has asked for. */
const READABLE = 0.9;
const FLIGHT = 180;
const REVEAL_AIR = 32;
/** Milliseconds without a movement after which the camera counts as still. */
const REST = 120;
/** Between the dots of the ground, a multiple of what objects snap to. */
const DOTS = 24;

export class Camera {
  /**
   * @param {HTMLElement} viewport
   * @param {SVGElement} layer
   */
  constructor(viewport, layer) {
    this.viewport = viewport;
    this.layer = layer;
    this.spaceHeld = false;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.zoom = /** @type {import('d3-zoom').ZoomBehavior<HTMLElement, unknown>} */ (zoom())
      .scaleExtent([FARTHEST, NEAREST])
      .filter((event) => this.pans(event))
      .on('start', () => this.viewport.classList.add('moving'))
      .on('zoom', () => this.moved())
      .on('end', () => this.viewport.classList.remove('moving'));
    this.reads = new Wheel();
    this.wheeled = (/** @type {WheelEvent} */ event) => this.wheel(event);
    this.frame = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.resting = undefined;
    /** @type {number | null} */
    this.step = null;
    /** The viewport's, kept because reading it makes the browser lay out whatever was just drawn. */
    this.size = { w: 0, h: 0 };
    this.sized = new ResizeObserver(() => this.measure());
  }

  connect() {
    this.measure();
    this.sized.observe(this.viewport);
    this.viewport.addEventListener('wheel', this.wheeled, { passive: false });
    select(this.viewport).call(this.zoom).on('dblclick.zoom', null).on('wheel.zoom', null);
  }

  disconnect() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.resting);
    this.sized.disconnect();
    this.viewport.removeEventListener('wheel', this.wheeled);
    select(this.viewport).on('.zoom', null);
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  measure() {
    this.size = { w: this.viewport.clientWidth, h: this.viewport.clientHeight };
  }

  get transform() {
    return zoomTransform(this.viewport);
  }

  /** @param {MouseEvent | TouchEvent} event */
  pans(event) {
    if (event instanceof MouseEvent) return event.button > 0 || this.spaceHeld;
    return event.touches.length > 1 || !(/** @type {Element} */ (event.target).closest('.object, .handle'));
  }

  moved() {
    const { x, y, k } = this.transform;
    this.layer.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
    this.viewport.style.backgroundSize = `${DOTS * k}px ${DOTS * k}px`;
    this.viewport.style.backgroundPosition = `${x}px ${y}px`;
    this.viewport.classList.toggle('distant', k < 1.2);
    this.viewport.classList.toggle('far', k < FAR);
    this.viewport.classList.toggle('farthest', k < 0.28);
    this.sayScale(k);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rested(), REST);
    this.tell();
  }

  rested() {
    this.resting = undefined;
    this.tell();
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  /** Whether it has just moved, and so may move on. */
  get isMoving() {
    return this.resting !== undefined;
  }

  /** For labels that stay readable however far they are; in steps, because each costs a new layout.
   * @param {number} k
   */
  sayScale(k) {
    const step = Math.floor(Math.log2(k) * 4);
    if (step === this.step) return;
    this.step = step;
    this.layer.style.setProperty('--k', String(2 ** (step / 4)));
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const turn = this.reads.read(event);
    if ('zoom' in turn) this.zoomBy(turn.zoom, this.inside(event));
    else this.panBy(...turn.pan);
  }

  /**
   * A point of the window in the viewport.
   * @param {{clientX: number, clientY: number}} event
   * @returns {[number, number]}
   */
  inside({ clientX, clientY }) {
    const { left, top } = this.viewport.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /**
   * A point of the window in the world.
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point}
   */
  toWorld(event) {
    const [x, y] = this.transform.invert(this.inside(event));
    return { x, y };
  }

  /** A point of the world in the viewport. @param {Point} point @returns {Point} */
  toView({ x, y }) {
    const [left, top] = this.transform.apply([x, y]);
    return { x: left, y: top };
  }

  /** The part of the world in sight, grown by a share of itself. @param {number} [share] @returns {Bounds} */
  sight(share = 0) {
    const { w, h } = this.size;
    const [left, top] = this.transform.invert([-w * share, -h * share]);
    const [right, bottom] = this.transform.invert([w * (1 + share), h * (1 + share)]);
    return { left, top, right, bottom };
  }

  /** @returns {Point} */
  get middle() {
    const [x, y] = this.transform.invert([this.size.w / 2, this.size.h / 2]);
    return { x, y };
  }

  /** @param {number} x @param {number} y  in pixels of the screen */
  panBy(x, y) {
    cancelAnimationFrame(this.frame);
    const { k } = this.transform;
    select(this.viewport).call(this.zoom.translateBy, x / k, y / k);
  }

  /** @param {number} factor @param {[number, number]} [at] */
  zoomBy(factor, at) {
    cancelAnimationFrame(this.frame);
    select(this.viewport).call(this.zoom.scaleBy, factor, at);
  }

  /**
   * Brings all of it into sight, hardly larger than life.
   * @param {Bounds | null} bounds
   * @param {boolean} [atOnce]
   */
  fit(bounds, atOnce = false) {
    const { w, h } = this.size;
    if (!bounds || !w || !h) return;
    const k = Math.max(
      FARTHEST,
      Math.min(
        isProjected() ? LIFE_PROJECTED : LIFE,
        (w - 2 * MARGIN) / (bounds.right - bounds.left),
        (h - 2 * MARGIN) / (bounds.bottom - bounds.top),
      ),
    );
    this.flyTo({ x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 }, k, atOnce);
  }

  /** Pans no further than it takes to bring this into sight. @param {Bounds} bounds */
  reveal(bounds) {
    const air = REVEAL_AIR / this.transform.k;
    const sight = this.sight();
    const x = step(bounds.left - air, bounds.right + air, sight.left, sight.right);
    const y = step(bounds.top - air, bounds.bottom + air, sight.top, sight.bottom);
    const { middle } = this;
    if (x || y) this.flyTo({ x: middle.x + x, y: middle.y + y }, this.transform.k);
  }

  /** Flies to something, near enough to read it. @param {Bounds} bounds */
  visit({ left, top, right, bottom }) {
    const k = Math.max(READABLE, Math.min(LIFE_PROJECTED, this.transform.k));
    this.flyTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, k);
  }

  /** @param {Point} middle @param {number} k @param {boolean} [atOnce] */
  flyTo(middle, k, atOnce = false) {
    cancelAnimationFrame(this.frame);
    const { w, h } = this.size;
    const from = this.transform;
    const to = { x: w / 2 - middle.x * k, y: h / 2 - middle.y * k, k };
    if (atOnce || reducedMotion()) this.stand(to.x, to.y, k);
    else this.glide(from, to, performance.now());
  }

  /**
   * @param {{x: number, y: number, k: number}} from
   * @param {{x: number, y: number, k: number}} to
   * @param {number} start
   */
  glide(from, to, start) {
    this.frame = requestAnimationFrame((now) => {
      const t = Math.max(0, Math.min(1, (now - start) / FLIGHT));
      const eased = 1 - (1 - t) ** 3;
      const step = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * eased;
      this.stand(step(from.x, to.x), step(from.y, to.y), step(from.k, to.k));
      if (t < 1) this.glide(from, to, start);
    });
  }

  /** @param {number} x @param {number} y @param {number} k */
  stand(x, y, k) {
    select(this.viewport).call(this.zoom.transform, zoomIdentity.translate(x, y).scale(k));
  }
}

/** How far a view must go so that a stretch lies within it; its beginning, if it is too long.
 * @param {number} from @param {number} to @param {number} low @param {number} high
 */
function step(from, to, low, high) {
  if (from < low || to - from > high - low) return from - low;
  return to > high ? to - high : 0;
}
