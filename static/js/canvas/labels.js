/**
 * Names on a canvas, as large on the screen however far the drawing is; one that would lie over another is left
 * out.
 *
 * @import { Bounds } from './geometry.js'
 * @import { Paints } from './paints.js'
 */
import { isProjected } from '../motion.js';
import { overlap } from './geometry.js';
import { nameWidth } from './text.js';

const SIZE = 11;
const SIZE_PROJECTED = 18;
/** What `nameWidth` measures. */
const MEASURED = 13;

export class Labels {
  /** @param {CanvasRenderingContext2D} context @param {Paints} paints */
  constructor(context, paints) {
    this.context = context;
    this.size = isProjected() ? SIZE_PROJECTED : SIZE;
    /** @type {Bounds[]} */
    this.taken = [];
    context.font = `600 ${this.size}px "IBM Plex Sans Variable", system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.fillStyle = paints.of('var(--ink)');
    context.strokeStyle = paints.of('var(--desk)');
  }

  /** @param {string} text @returns {number} pixels, slightly generous */
  width(text) {
    return (nameWidth(text) * this.size) / MEASURED;
  }

  /** Around a point, with a rim, if nothing stands there. @param {string} text @param {number} x @param {number} y */
  put(text, x, y) {
    const [w, h] = [this.width(text) / 2 + 2, this.size / 2 + 1];
    const bounds = { left: x - w, right: x + w, top: y - h, bottom: y + h };
    if (this.taken.some((each) => overlap(each, bounds))) return;
    this.taken.push(bounds);
    this.context.textAlign = 'center';
    this.context.strokeText(text, x, y);
    this.context.fillText(text, x, y);
  }

  /** From a point on. @param {string} text @param {number} x @param {number} y */
  write(text, x, y) {
    this.context.textAlign = 'left';
    this.context.fillText(text, x, y);
  }
}
