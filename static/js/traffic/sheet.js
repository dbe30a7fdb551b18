/**
 * A canvas that lies under the drawing and covers the view, painted in the world's measure.
 *
 * @import { Camera } from '../canvas/camera.js'
 */
import { html } from '../dom.js';

export class Sheet {
  /** @param {HTMLElement} viewport @param {Camera} camera @param {string} name */
  constructor(viewport, camera, name) {
    this.camera = camera;
    this.element = html('canvas', { class: `flow-sheet ${name}`, 'aria-hidden': 'true', hidden: true });
    viewport.querySelector('.world')?.before(this.element);
    /** Where the camera was when it was painted. */
    this.at = { x: 0, y: 0, k: 1 };
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext('2d'));
  }

  /** Nothing on it, and as many pixels as the screen has. @returns {CanvasRenderingContext2D} */
  clear() {
    const { context, element } = this;
    const { w, h } = this.camera.size;
    const dots = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(w * dots), Math.round(h * dots)];
    if (element.width !== width || element.height !== height) {
      Object.assign(element, { width, height });
      Object.assign(element.style, { width: `${w}px`, height: `${h}px` });
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    const { x, y, k } = this.camera.transform;
    context.setTransform(dots * k, 0, 0, dots * k, dots * x, dots * y);
    this.at = { x, y, k };
    element.style.transform = '';
    return context;
  }

  /** Goes along with the camera as it is, until it is painted anew. */
  follow() {
    const { x, y, k } = this.camera.transform;
    const by = k / this.at.k;
    this.element.style.transform = `translate(${x - by * this.at.x}px, ${y - by * this.at.y}px) scale(${by})`;
  }
}
