/** Colours as every program that reads SVG knows them: `oklch()` and `color-mix()` are of browsers only. */

export class Colours {
  constructor() {
    this.context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    /** @type {Map<string, string>} */
    this.known = new Map([['none', 'none']]);
  }

  /** @param {string} paint  as computed @returns {string} `none`, `#rrggbb`, or `rgba()` for what lets through */
  of(paint) {
    let colour = this.known.get(paint);
    if (!colour) {
      colour = this.read(paint);
      this.known.set(paint, colour);
    }
    return colour;
  }

  /** @param {string} paint */
  read(paint) {
    const { context } = this;
    if (!context) return paint;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = paint;
    context.fillRect(0, 0, 1, 1);
    return written(...context.getImageData(0, 0, 1, 1).data);
  }
}

/** @param {number[]} channels  red, green, blue and alpha, 0 to 255 */
export function written(...[r, g, b, a]) {
  if (a === 0) return 'none';
  if (a < 255) return `rgba(${r},${g},${b},${Number((a / 255).toFixed(3))})`;
  return `#${[r, g, b].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}
