/**
 * Frames on their way, over the drawing: the cable that each is on, and itself, somewhere on it.
 *
 * @import { Canvas } from './canvas.js'
 * @import { Curve } from './geometry.js'
 *
 * @typedef {Object} Traveller
 * @property {Curve} way  in the world, from where it left
 * @property {string} text
 * @property {number} hue
 * @property {boolean} arrives  else it is lost half-way
 */
import { svg } from '../dom.js';
import { at, pathOf } from './geometry.js';

const RADIUS = 8;
const LOST_AT = 0.5;

export class Travel {
  /** @param {Canvas} canvas @param {HTMLElement} above  what lies over it */
  constructor(canvas, above) {
    this.canvas = canvas;
    this.above = above;
    this.layer = svg('svg', { class: 'travel', 'aria-hidden': 'true' });
    /** @type {() => Traveller[]} */
    this.travellers = () => [];
    this.moved = 1;
  }

  connect() {
    this.above.prepend(this.layer);
    this.stops = [this.canvas.subscribe(() => this.draw()), this.canvas.camera.subscribe(() => this.draw())];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.layer.remove();
  }

  /** @param {() => Traveller[]} travellers  asked again whenever the drawing changes @param {number} moved  from 0 to 1 */
  show(travellers, moved) {
    this.travellers = travellers;
    this.moved = moved;
    this.draw();
  }

  clear() {
    this.show(() => [], 1);
  }

  draw() {
    const { camera } = this.canvas;
    const here = (/** @type {import('./geometry.js').Point} */ point) => camera.toView(point);
    this.layer.replaceChildren(
      ...this.travellers().flatMap(({ way, text, hue, arrives }) => {
        const [a, b, c, d] = way.map(here);
        const { x, y } = at([a, b, c, d], arrives ? this.moved : Math.min(this.moved, LOST_AT));
        const lost = !arrives && this.moved >= LOST_AT;
        const shape = lost
          ? svg('path', { class: 'travel-lost', d: 'M-7 -7L7 7M7 -7L-7 7' })
          : svg('circle', { class: 'traveller', r: RADIUS });
        return [
          svg('path', { class: 'travel-way', 'data-hue': hue || null, d: pathOf([a, b, c, d]) }),
          svg(
            'g',
            { 'data-hue': hue || null, transform: `translate(${x} ${y})` },
            shape,
            svg('text', { class: 'travel-text', 'text-anchor': 'middle', y: -RADIUS - 6 }, text),
          ),
        ];
      }),
    );
  }
}
