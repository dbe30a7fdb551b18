/**
 * A scene drawn whole and near, out of sight, whatever the camera sees: what a picture is made of.
 *
 * @import { Canvas } from '../canvas/canvas.js'
 * @import { Bounds } from '../canvas/geometry.js'
 * @import { Eye } from '../canvas/view.js'
 * @import { Scene } from '../canvas/scene.js'
 */
import { View } from '../canvas/view.js';
import { html, svg } from '../dom.js';

const AWAY = 1e7;
const MARGIN = 24;
/** Families that the drawing is written in; what of them is not here yet is fetched. */
const FACES = ['400 13px', '500 13px', '600 13px'].map((face) => `${face} "IBM Plex Sans Variable"`);
const MONO = ['400 11px', '500 11px'].map((face) => `${face} "IBM Plex Mono"`);

/** @type {Eye} */
const FROM_NEAR = {
  isMoving: false,
  transform: { k: 1 },
  sight: () => ({ left: -AWAY, top: -AWAY, right: AWAY, bottom: AWAY }),
  subscribe: () => () => true,
};

/** Before anything is measured. */
export const fontsReady = () => Promise.all([...FACES, ...MONO].map((face) => document.fonts.load(face)));

/**
 * @param {Canvas} canvas
 * @param {Scene} scene  all of the canvas's, or a part
 * @param {string} [caption]  written below
 * @returns {{svg: SVGSVGElement, bounds: () => Bounds}} to be measured once it is in the document
 */
export function staged(canvas, scene, caption = '') {
  const layer = svg('svg', { class: 'world', 'aria-hidden': 'true' });
  layer.style.setProperty('--k', '2'); // as near as one can read everything
  const view = new View(layer, FROM_NEAR, () => false);
  if (canvas.view.faces) view.draw(scene, canvas.view.faces, () => true, true);
  return { svg: layer, bounds: () => boundsOf(layer, caption) };
}

/**
 * While something is asked of it, it is in the document.
 * @template T
 * @param {SVGSVGElement} layer
 * @param {() => T} ask
 */
export function onStage(layer, ask) {
  const stage = html('div', { class: 'picture-stage', inert: true }, layer);
  document.body.append(stage);
  try {
    return ask();
  } finally {
    stage.remove();
  }
}

/** @param {SVGSVGElement} layer @param {string} caption @returns {Bounds} */
function boundsOf(layer, caption) {
  let box = layer.getBBox();
  if (caption) {
    layer.append(svg('text', { class: 'caption', x: box.x, y: box.y + box.height + 36 }, caption));
    box = layer.getBBox();
  }
  return {
    left: Math.floor(box.x - MARGIN),
    top: Math.floor(box.y - MARGIN),
    right: Math.ceil(box.x + box.width + MARGIN),
    bottom: Math.ceil(box.y + box.height + MARGIN),
  };
}

/** How large a picture of a scene will be. @param {Canvas} canvas @param {Scene} scene @param {string} caption */
export function measured(canvas, scene, caption) {
  const { svg, bounds } = staged(canvas, scene, caption);
  const { left, top, right, bottom } = onStage(svg, bounds);
  return { width: right - left, height: bottom - top };
}
