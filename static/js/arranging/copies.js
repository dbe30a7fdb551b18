/**
 * Copies of what is chosen, put into the drawing as one edit each.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Fragment } from './fragment.js'
 */
import { counted } from '../canvas/faces.js';
import { around, boundsOf, grown, overlap } from '../canvas/geometry.js';
import { keyOf, nameOf } from '../design/objects.js';
import { carried } from '../figures/carrying.js';
import { fragmentOf, sizeOf, withOuterCables } from './fragment.js';
import { leftOut, paste } from './pasting.js';

const AIR = 32;

export class Copies {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** What is chosen, and what lies in an area that is. @returns {Fragment} */
  get fragment() {
    const { model, selection, canvas } = this.desk;
    const keys = new Set([...selection.keys, ...carried(canvas, selection.keys).keys]);
    return fragmentOf(model.design, (key) => keys.has(key), canvas.positions);
  }

  /** What is chosen, with its cables to what is not: for a copy in the same drawing. @returns {Fragment} */
  get rooted() {
    return withOuterCables(this.desk.model.design, this.fragment);
  }

  /**
   * Puts a fragment so far from where it stood, and chooses what has come.
   * @param {Fragment} fragment
   * @param {Point} by
   * @param {string} done  what was done, for those who listen: `pasted`
   */
  async put(fragment, by, done) {
    const { desk } = this;
    const missing = leftOut(desk.model.design, fragment);
    const answer = await desk.edit(paste(fragment, by));
    if (!answer.done) return;
    const keys = answer.operations.flatMap((each) =>
      each.op === 'add' && each.kind !== 'endpoint' && each.kind !== 'patch'
        ? [keyOf(each.kind, nameOf(each.kind, /** @type {any} */ (each.value)))]
        : [],
    );
    desk.canvas.draw();
    desk.selection.set(keys);
    const shown = keys.filter((key) => desk.canvas.boundsOf(key));
    const bounds = around(shown.flatMap((key) => desk.canvas.boundsOf(key) ?? []));
    if (bounds) desk.canvas.camera.reveal(bounds);
    if (shown[0]) desk.canvas.focus(shown[0]);
    const said = `${done} ${counted(sizeOf(fragment), 'object')}`;
    desk.notices.announce(said);
    if (missing.length)
      desk.notices.toast(`${said[0].toUpperCase()}${said.slice(1)}, without ${missing.join(' and ')}`);
  }

  /** Beside the original, where there is room. */
  duplicate() {
    return this.put(this.rooted, this.freeOffset(), 'duplicated');
  }

  /** @returns {Point} */
  freeOffset() {
    const { canvas, chosenBoxes, chosenFigures } = this.desk;
    const figures = chosenFigures.map(({ bounds }) => bounds);
    const all = around([...chosenBoxes.map(({ rect }) => boundsOf(rect)), ...figures]);
    if (!all) return { x: AIR, y: AIR };
    const [w, h] = [all.right - all.left + AIR, all.bottom - all.top + AIR];
    const boxes = [...canvas.scene.boxes.values()].map(({ rect }) => boundsOf(rect));
    const taken = figures.length ? [...boxes, ...figures] : boxes;
    const rings = [1, 2, 3, 4].flatMap((n) => [
      { x: n * w, y: 0 },
      { x: 0, y: n * h },
      { x: -n * w, y: 0 },
      { x: n * w, y: n * h },
    ]);
    const free = (/** @type {Point} */ by) =>
      !taken.some((each) => overlap(each, grown(moved(all, by), AIR / 4)));
    return rings.find(free) ?? { x: AIR, y: AIR };
  }
}

/** @param {Bounds} bounds @param {Point} by @returns {Bounds} */
const moved = ({ left, top, right, bottom }, { x, y }) => ({
  left: left + x,
  top: top + y,
  right: right + x,
  bottom: bottom + y,
});
