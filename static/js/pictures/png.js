/**
 * An SVG file as a PNG.
 *
 * @import { SvgFile } from './svg_file.js'
 */

export const SCALES = [1, 2, 3];
/** What every browser can still paint on. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 64e6;

/**
 * Why it would be too large; empty if it is not.
 * @param {{width: number, height: number}} size
 * @param {number} scale
 */
export function tooLarge({ width, height }, scale) {
  const [w, h] = [width * scale, height * scale];
  if (Math.max(w, h) <= MOST_SIDE && w * h <= MOST_PIXELS) return '';
  return `${w} × ${h} pixels are more than a browser can paint; choose a smaller size or SVG`;
}

/** @param {SvgFile} file @param {number} scale @returns {Promise<Blob>} */
export async function png(file, scale) {
  const why = tooLarge(file, scale);
  if (why) throw new Error(why);
  const url = URL.createObjectURL(new Blob([file.text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await painted(image, file.width * scale, file.height * scale);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {HTMLImageElement} image @param {number} width @param {number} height @returns {Promise<Blob>} */
function painted(image, width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the browser has no room for so large a picture; choose a smaller size or SVG'));
    }, 'image/png');
  });
}
