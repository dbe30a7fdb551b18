/**
 * The automatic layouts: of what is chosen, if that is two boxes or more, else of everything. One edit each, so one
 * step of undo.
 *
 * @import { Desk } from '../desk.js'
 * @import { Layout } from './arranged.js'
 * @import { Positions } from './graph.js'
 *
 * @typedef {'layered' | 'radial' | 'force' | 'grid'} LayoutName
 */
import { counted } from '../canvas/faces.js';
import { keyOf } from '../design/objects.js';
import { place } from '../live/edits.js';
import { arranged } from './arranged.js';
import { force } from './force.js';
import { glide } from './glide.js';
import { grid } from './grid.js';
import { layered } from './layered.js';
import { radial } from './radial.js';

export class Layouts {
  /** @param {Desk} desk @param {string} elk  where ELK's worker is */
  constructor(desk, elk) {
    this.desk = desk;
    this.busy = false;
    /** @type {Record<LayoutName, Layout>} */
    this.all = {
      layered: { place: layered(elk) },
      radial: { place: radial },
      force: { place: force, pins: true },
      grid: { place: grid },
    };
  }

  /** The names of the boxes that a layout would place. @returns {Set<string>} */
  get meant() {
    const { boxes } = this.desk.canvas.scene;
    const chosen = this.chosen;
    return new Set(chosen.length > 1 ? chosen : [...boxes.values()].map(({ name }) => name));
  }

  get chosen() {
    const { boxes } = this.desk.canvas.scene;
    return this.desk.chosen.filter(({ kind, name }) => boxes.has(keyOf(kind, name))).map(({ name }) => name);
  }

  /** Why none can be made now; empty if one can. */
  get barrier() {
    if (this.desk.fixed) return this.desk.fixed;
    if (this.busy) return 'a layout is being worked out';
    return this.desk.canvas.scene.boxes.size > 1 ? '' : 'there is nothing to arrange yet';
  }

  /** @param {LayoutName} name */
  async run(name) {
    const { canvas, model, notices } = this.desk;
    const { meant } = this;
    const wholly = this.chosen.length < 2;
    if (!this.areFree(meant)) return;
    this.busy = true;
    try {
      const before = new Map(canvas.positions);
      const after = await arranged(model.design, before, meant, this.all[name]);
      if (!this.areFree(meant)) return; // to work it out took a while
      await this.carryOut(before, after, wholly);
      notices.announce(`${counted(after.size, 'object')} arranged`);
    } catch (error) {
      notices.toast(/** @type {Error} */ (error).message, { level: 'error' });
    } finally {
      this.busy = false;
    }
  }

  /** Whether nobody holds one of these; says so if not. @param {Set<string>} names */
  areFree(names) {
    const boxes = [...this.desk.canvas.scene.boxes.values()];
    return this.desk.mayMove(boxes.filter(({ name }) => names.has(name)).map(({ key }) => key));
  }

  /** @param {Positions} before @param {Positions} after @param {boolean} wholly */
  async carryOut(before, after, wholly) {
    const { canvas } = this.desk;
    await glide(before, after, (positions) => canvas.move(positions));
    const answer = this.desk.edit(
      place(Object.fromEntries([...after].map(([name, { x, y }]) => [name, /** @type {[number, number]} */ ([x, y])]))),
    );
    canvas.move(new Map());
    canvas.draw();
    if (wholly) canvas.camera.fit(canvas.bounds());
    await answer;
  }
}
