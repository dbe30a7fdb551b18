/**
 * The automatic layouts: of what is chosen and what lies in chosen areas, if that is two boxes or more, else of
 * everything. One edit each, so one step of undo.
 *
 * @import { Desk } from '../desk.js'
 * @import { Arrangement, Layout } from './arranged.js'
 * @import { Positions } from './graph.js'
 *
 * @typedef {'layered' | 'radial' | 'force' | 'grid'} LayoutName
 */
import { counted } from '../canvas/faces.js';
import { carried } from '../figures/carrying.js';
import { arranged } from './arranged.js';
import { force } from './force.js';
import { between, glide } from './glide.js';
import { grid } from './grid.js';
import { layered } from './layered.js';
import { radial } from './radial.js';
import { carriedOut, figuresOf, underWay } from './shown.js';

export class Layouts {
  /** @param {Desk} desk @param {string} elk  where ELK's worker is */
  constructor(desk, elk) {
    this.desk = desk;
    this.busy = false;
    /** @type {Record<LayoutName, Layout>} */
    this.all = {
      layered: layered(elk),
      radial: { place: radial },
      force: force(),
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
    return carried(this.desk.canvas, this.desk.selection.keys).boxes;
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
      if (!this.areFree(meant, figuresOf(after))) return; // to work it out took a while
      await this.carryOut(before, after, wholly);
      notices.announce(`${counted(after.boxes.size, 'object')} arranged`);
    } catch (error) {
      notices.toast(/** @type {Error} */ (error).message, { level: 'error' });
    } finally {
      this.all[name].end?.();
      this.busy = false;
    }
  }

  /** Whether nobody holds one of these; says so if not. @param {Set<string>} names  of boxes @param {string[]} [figures]  keys */
  areFree(names, figures = []) {
    const boxes = [...this.desk.canvas.scene.boxes.values()];
    return this.desk.mayMove([...boxes.filter(({ name }) => names.has(name)).map(({ key }) => key), ...figures]);
  }

  /** @param {Positions} before @param {Arrangement} after @param {boolean} wholly */
  async carryOut(before, after, wholly) {
    const { canvas } = this.desk;
    const shapes = new Map(canvas.scene.figures);
    await glide((t) => canvas.move(between(before, after.boxes, t), underWay(after, shapes, t)));
    const answer = this.desk.edit(carriedOut(after));
    canvas.move(new Map());
    canvas.draw();
    if (wholly) canvas.camera.fit(canvas.bounds());
    await answer;
  }
}
