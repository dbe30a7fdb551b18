/**
 * Pictures of the drawing: as a file, on the clipboard, on paper.
 *
 * @import { Scene } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 * @import { SvgFile } from './svg_file.js'
 *
 * @typedef {{onlyChosen: boolean, background: boolean, caption: boolean}} Extent
 * @typedef {Extent & {format: 'svg' | 'png', scale: number}} Choice
 */
import { counted } from '../canvas/faces.js';
import { dayOf, fileName, save } from './files.js';
import { partOf } from './part.js';
import { png } from './png.js';
import { svgFile } from './svg_file.js';

/** @type {Extent} */
export const EVERYTHING = { onlyChosen: false, background: true, caption: false };
const SCALE = 2;

export class Pictures {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** What a picture would show. @param {boolean} onlyChosen */
  scene(onlyChosen) {
    const { canvas, selection } = this.desk;
    return onlyChosen ? partOf(canvas.scene, new Set(selection.keys)) : canvas.scene;
  }

  /** @param {Extent} extent */
  caption({ caption }) {
    return caption ? `${this.desk.model.topology.name} · ${dayOf(new Date())}` : '';
  }

  /** What the file says of itself. @param {Scene} scene */
  about({ boxes, links }) {
    const { topology, past } = this.desk.model;
    const which = past ? 'an earlier revision' : `revision ${topology.revision}`;
    const boxesSaid = counted(boxes.size, 'box').replace(/xs$/, 'xes');
    return `Patchboard, ${which}, ${dayOf(new Date())}: ${boxesSaid}, ${counted(links.size, 'link')}`;
  }

  /** @param {Extent} extent @returns {Promise<SvgFile>} */
  svg(extent) {
    const { canvas, model } = this.desk;
    const scene = this.scene(extent.onlyChosen);
    return svgFile(canvas, {
      scene,
      title: model.topology.name,
      about: this.about(scene),
      caption: this.caption(extent),
      background: extent.background,
    });
  }

  /** @param {Choice} choice */
  async export({ format, scale, ...extent }) {
    const file = await this.svg(extent);
    const blob = format === 'png' ? await png(file, scale) : new Blob([file.text], { type: 'image/svg+xml' });
    const name = fileName(this.desk.model.topology.name, new Date(), format);
    save(blob, name);
    this.desk.notices.toast(`Saved as ${name}`);
  }

  /** The browser must be told while the press still counts, so it gets a promise of the picture. */
  async copy() {
    const picture = this.svg(EVERYTHING).then((file) => png(file, SCALE));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    this.desk.notices.toast('Copied as an image');
  }
}

/** Why no image can be copied here; empty if one can. */
export function whyNoCopy() {
  if (!isSecureContext) return 'browsers allow it only over https or on localhost; use Export as PNG';
  return globalThis.ClipboardItem && navigator.clipboard ? '' : 'this browser cannot; use Export as PNG';
}
