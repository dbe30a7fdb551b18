/**
 * Marks the box or figure under the pointer where the drawing is painted, because there are no elements that could.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 */

export class Hover {
  /** @param {Canvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.moved = (/** @type {PointerEvent} */ event) => this.follow(event);
    this.left = () => this.show(null);
  }

  connect() {
    this.canvas.viewport.addEventListener('pointermove', this.moved);
    this.canvas.viewport.addEventListener('pointerleave', this.left);
  }

  disconnect() {
    this.canvas.viewport.removeEventListener('pointermove', this.moved);
    this.canvas.viewport.removeEventListener('pointerleave', this.left);
  }

  /** @param {PointerEvent} event */
  follow(event) {
    const { view, scene } = this.canvas;
    const key = view.isFar && !event.buttons ? this.canvas.keyUnder(event) : null;
    this.show(key && !scene.links.has(key) ? key : null);
  }

  /** @param {string | null} key */
  show(key) {
    if (this.canvas.overview.hovered === key) return;
    this.canvas.overview.hover(key);
    this.canvas.viewport.classList.toggle('over', key !== null);
  }
}
