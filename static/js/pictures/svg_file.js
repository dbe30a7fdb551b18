/**
 * A drawing as one SVG file that needs nothing else: no stylesheet, no font, no sprite, no network.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 * @import { Scene } from '../canvas/scene.js'
 *
 * @typedef {Object} Wish
 * @property {Scene} scene
 * @property {string} title
 * @property {string} about  a sentence for who reads the file
 * @property {string} caption  written below the drawing; empty: nothing is
 * @property {boolean} background
 *
 * @typedef {{text: string, width: number, height: number}} SvgFile
 */
import { embedded, known, needed } from './fonts.js';
import { symbols } from './icons.js';
import { Plain } from './plain.js';
import { fontsReady, onStage, staged } from './stage.js';

/** @param {Canvas} canvas @param {Wish} wish @returns {Promise<SvgFile>} */
export async function svgFile(canvas, wish) {
  await fontsReady();
  const plain = new Plain();
  const { svg, bounds } = staged(canvas, wish.scene, wish.caption);
  const { left, top, right, bottom } = onStage(svg, () => {
    const around = bounds();
    plain.take(svg);
    return around;
  });
  const [width, height] = [right - left, bottom - top];
  const { root } = plain;
  const box = { x: left, y: top, width, height };
  const ground = plain.colours.of(getComputedStyle(canvas.viewport).backgroundColor);
  root.prepend(
    plain.make('title', {}, wish.title),
    plain.make('desc', {}, wish.about),
    await iconsOf(plain),
    ...(wish.background ? [plain.make('rect', { ...box, fill: ground, stroke: 'none' })] : []),
  );
  const attributes = { viewBox: `${left} ${top} ${width} ${height}`, width, height, role: 'img' };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, String(value));
  const style = await styleOf(plain);
  const text = new XMLSerializer().serializeToString(plain.document);
  // not as an element: the page's policy allows no style that a script has made
  return { text: text.replace('<defs', () => `<style>${style}</style><defs`), width, height };
}

/** Digits are as wide as each other here; there is no attribute for that. @param {Plain} plain */
async function styleOf(plain) {
  const fonts = await Promise.all(needed(known(), plain.letters).map(embedded));
  return [...fonts, 'svg{font-variant-numeric:tabular-nums}'].join('\n');
}

/** @param {Plain} plain */
async function iconsOf(plain) {
  const defs = plain.make('defs');
  defs.append(...(await symbols(plain.icons)));
  return defs;
}
