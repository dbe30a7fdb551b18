/**
 * All of the drawing in a corner, with the part in sight: a click or a drag there moves the view. It is for the
 * eye and the mouse alone; by keyboard one walks, searches and fits. Not there while everything is in sight.
 *
 * @import { Canvas } from './canvas.js'
 * @import { Remembered } from '../frame/remembered.js'
 */
import { html, show } from '../dom.js';
import { TROUBLED } from '../design/states.js';
import { colourOf as hueOfFigure } from '../figures/shapes.js';
import { around, boundsOf } from './geometry.js';
import { hueOf } from './hues.js';
import { reach } from './reach.js';

const WIDTH = 184;
const HEIGHT = 128;
const MARGIN = 8;

export class Minimap {
  /** @param {Canvas} canvas @param {HTMLElement} parent @param {Remembered} wanted */
  constructor(canvas, parent, wanted) {
    this.canvas = canvas;
    this.wanted = wanted;
    this.picture = html('canvas', {});
    this.sight = html('div', { class: 'minimap-sight' });
    this.element = html(
      'div',
      {
        class: 'minimap',
        'aria-hidden': 'true',
        hidden: true,
        onpointerdown: (/** @type {PointerEvent} */ event) => this.pressed(event),
        onpointermove: (/** @type {PointerEvent} */ event) => this.pulled(event),
      },
      this.picture,
      this.sight,
    );
    parent.append(this.element);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.picture.getContext('2d'));
    this.scale = reach({ left: 0, top: 0, right: 1, bottom: 1 }, WIDTH, HEIGHT, MARGIN);
  }

  connect() {
    this.stops = [
      this.canvas.subscribe(() => this.draw()),
      this.canvas.camera.subscribe(() => this.look()),
      this.canvas.paints.subscribe(() => this.draw()),
      this.wanted.subscribe(() => this.draw()),
    ];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
  }

  /** Whether something lies out of sight. */
  get needed() {
    const { bounds } = this;
    if (!bounds || !this.wanted.on) return false;
    const sight = this.canvas.camera.sight();
    return (
      bounds.left < sight.left || bounds.right > sight.right || bounds.top < sight.top || bounds.bottom > sight.bottom
    );
  }

  draw() {
    const { boxes, figures } = this.canvas.scene;
    const shown = [...figures.values()].map(({ bounds }) => bounds);
    this.bounds = around([...[...boxes.values()].map(({ rect }) => boundsOf(rect)), ...shown]);
    this.stale = true;
    this.look();
  }

  look() {
    const { needed } = this;
    show(this.element, needed);
    if (!needed) return;
    if (this.stale) this.paint();
    const { left, top, right, bottom } = this.canvas.camera.sight();
    const [x, y, k] = [this.scale.x(left), this.scale.y(top), this.scale.k];
    this.sight.style.translate = `${x}px ${y}px`;
    this.sight.style.width = `${(right - left) * k}px`;
    this.sight.style.height = `${(bottom - top) * k}px`;
  }

  paint() {
    if (!this.bounds) return;
    this.stale = false;
    this.scale = reach(this.bounds, WIDTH, HEIGHT, MARGIN);
    const dots = Math.min(2, devicePixelRatio);
    this.picture.width = WIDTH * dots;
    this.picture.height = HEIGHT * dots;
    this.context.scale(dots, dots);
    this.paintFigures();
    for (const { key, kind, name, rect } of this.canvas.scene.boxes.values()) {
      this.context.fillStyle = this.canvas.paints.of(this.colourOf(key, kind, name));
      const [w, h] = [Math.max(2, rect.w * this.scale.k), Math.max(1.5, rect.h * this.scale.k)];
      this.context.fillRect(this.scale.x(rect.x) - w / 2, this.scale.y(rect.y) - h / 2, w, h);
    }
  }

  /** Areas and notes; strokes would be dust. */
  paintFigures() {
    for (const { kind, figure, bounds } of this.canvas.scene.figures.values()) {
      if (kind === 'mark') continue;
      const share = kind === 'area' ? 20 : 60;
      const hue = `var(--drawn-${hueOfFigure(kind, figure)})`;
      this.context.fillStyle = this.canvas.paints.of(`color-mix(in oklab, ${hue} ${share}%, transparent)`);
      const [w, h] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
      const { k } = this.scale;
      this.context.fillRect(this.scale.x(bounds.left), this.scale.y(bounds.top), w * k, h * k);
    }
  }

  /** @param {string} key @param {string} kind @param {string} name */
  colourOf(key, kind, name) {
    const state = this.canvas.model.states.get(key)?.state;
    if (state && TROUBLED.includes(state)) return `var(--${state})`;
    return kind === 'network' ? `var(--net-${hueOf(name)})` : 'var(--ink-faint)';
  }

  /** @param {PointerEvent} event */
  pressed(event) {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.lookAt(event, false);
  }

  /** @param {PointerEvent} event */
  pulled(event) {
    if (this.element.hasPointerCapture(event.pointerId)) this.lookAt(event, true);
  }

  /** @param {PointerEvent} event @param {boolean} atOnce */
  lookAt({ clientX, clientY }, atOnce) {
    const { left, top } = this.picture.getBoundingClientRect();
    const point = this.scale.back(clientX - left, clientY - top);
    this.canvas.camera.flyTo(point, this.canvas.camera.transform.k, atOnce);
  }
}
