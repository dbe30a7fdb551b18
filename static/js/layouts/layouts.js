/**
 * The automatic layouts: of what is chosen and what lies in chosen areas, if that is two boxes or more, else of
 * everything. One edit each, so one step of undo.
 *
 * @import { Desk } from '../desk.js'
 *
 * @typedef {'layered' | 'radial' | 'force' | 'grid'} LayoutName
 */
import { counted } from '../canvas/faces.js';
import { carried } from '../figures/carrying.js';

export class Layouts {
  /** @param {Desk} desk @param {string} elk  where ELK's worker is */
  constructor(desk, elk) {
    this.desk = desk;
    this.elk = elk;
    this.busy = false;
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
    const { canvas, notices } = this.desk;
    const { meant } = this;
    const wholly = this.chosen.length < 2;
    if (!this.areFree(meant)) return;
    this.busy = true;
    try {
      const arranging = await fetched();
      const before = new Map(canvas.positions);
      const after = await arranging.workedOut(this.desk, name, this.elk, meant);
      if (!this.areFree(meant, arranging.figuresOf(after))) return; // to work it out took a while
      await arranging.carryOut(this.desk, before, after, wholly);
      notices.announce(`${counted(after.boxes.size, 'object')} arranged`);
    } catch (error) {
      notices.toast(/** @type {Error} */ (error).message, { level: 'error' });
    } finally {
      this.busy = false;
    }
  }

  /** Whether nobody holds one of these; says so if not. @param {Set<string>} names  of boxes @param {string[]} [figures]  keys */
  areFree(names, figures = []) {
    const boxes = [...this.desk.canvas.scene.boxes.values()];
    return this.desk.mayMove([...boxes.filter(({ name }) => names.has(name)).map(({ key }) => key), ...figures]);
  }
}

async function fetched() {
  try {
    return await import('./arranging.js');
  } catch {
    throw new Error('The layouts did not arrive; reload the page');
  }
}
