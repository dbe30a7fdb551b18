/**
 * The table by mouse: a press chooses the row and gives the cell the focus, a double click edits it.
 *
 * @import { Choosing } from './choosing.js'
 * @import { Editing } from './editing.js'
 * @import { Grid } from './grid.js'
 * @import { Sheet } from './sheet.js'
 */
import { HEAD } from './grid.js';

export class Mouse {
  /** @param {Sheet} sheet @param {Grid} grid @param {Choosing} choosing @param {Editing} editing */
  constructor(sheet, grid, choosing, editing) {
    this.sheet = sheet;
    this.grid = grid;
    this.choosing = choosing;
    this.editing = editing;
  }

  /** @param {MouseEvent} event */
  down(event) {
    const place = this.grid.placeOf(event.target);
    const inside = /** @type {Element} */ (event.target).closest('.editing');
    if (!place || place.key === HEAD || inside || event.button !== 0) return;
    event.preventDefault();
    if (this.editing.at) this.editing.commit('leave');
    this.grid.focus({ key: place.key, column: Math.max(0, place.column) });
    this.choose(event, place.key, place.column < 0);
  }

  /** Those that are chosen together stay so when one of them is pressed: to edit them all.
   * @param {MouseEvent} event @param {string} key @param {boolean} box  whether its own box was pressed */
  choose(event, key, box) {
    if (event.shiftKey) this.choosing.upTo(key);
    else if (box || event.ctrlKey || event.metaKey) this.choosing.toggle(key);
    else if (!this.sheet.desk.selection.has(key)) this.choosing.only(key);
  }

  /** A checkbox shows what the design says, not that it was clicked. @param {MouseEvent} event */
  click(event) {
    const place = this.grid.placeOf(event.target);
    const box = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
    if (!place || !box || place.key === HEAD) return;
    event.preventDefault();
    setTimeout(() => (place.column < 0 ? this.grid.repaint() : this.editing.begin(place)));
  }

  /** @param {MouseEvent} event */
  double(event) {
    const place = this.grid.placeOf(event.target);
    const own = event.target instanceof HTMLInputElement;
    if (place && !own && place.key !== HEAD && place.column >= 0) this.editing.begin(place);
  }
}
