/**
 * Short words at objects, over the drawing: what an instrument has just found there.
 *
 * @import { Canvas } from './canvas.js'
 *
 * @typedef {'good' | 'bad' | 'plain'} Tone
 * @typedef {{text: string, tone?: Tone}} Tag
 */
import { html } from '../dom.js';

export class Tags {
  /** @param {Canvas} canvas @param {HTMLElement} above  what lies over it */
  constructor(canvas, above) {
    this.canvas = canvas;
    this.above = above;
    this.layer = html('div', { class: 'tags', 'aria-hidden': 'true' });
    /** @type {Map<string, HTMLElement>} */
    this.tags = new Map();
  }

  connect() {
    this.above.append(this.layer);
    this.stops = [
      this.canvas.subscribe(() => this.place()),
      this.canvas.camera.subscribe(() => this.place()),
    ];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.layer.remove();
  }

  /** These and no others. @param {Map<string, Tag>} tags  by key */
  show(tags) {
    this.tags = new Map(
      [...tags].map(([key, { text, tone = 'plain' }]) => [key, html('span', { class: 'tag', 'data-tone': tone }, text)]),
    );
    this.layer.replaceChildren(...this.tags.values());
    this.place();
  }

  clear() {
    this.show(new Map());
  }

  /** Above the middle of each; one of an object that is gone is not seen. */
  place() {
    for (const [key, tag] of this.tags) {
      const bounds = this.canvas.boundsOf(key);
      tag.hidden = !bounds;
      if (!bounds) continue;
      const { x, y } = this.canvas.camera.toView({ x: (bounds.left + bounds.right) / 2, y: bounds.top });
      tag.style.transform = `translate(${x}px, ${y}px) translate(-50%, -100%)`;
    }
  }
}
