/**
 * Which rows are chosen: the same objects that are chosen on the canvas, where the last one is brought into sight.
 *
 * @import { BuiltKind } from '../../types.js'
 * @import { Sheet } from './sheet.js'
 */
import { fromKey, isBeside } from '../../design/objects.js';

export class Choosing {
  /** @param {Sheet} sheet */
  constructor(sheet) {
    this.sheet = sheet;
    /** Where a stretch of rows begins. */
    this.anchor = '';
    /** Whether it is the table that chooses just now. */
    this.ours = false;
  }

  /** @param {Iterable<string>} keys @param {string} shown  on the canvas */
  set(keys, shown) {
    const { selection, canvas } = this.sheet.desk;
    this.ours = true;
    selection.set(keys);
    this.ours = false;
    const bounds = shown && selection.has(shown) && canvas.boundsOf(shown);
    if (bounds) canvas.camera.reveal(bounds);
  }

  /** @param {string} key */
  only(key) {
    this.anchor = key;
    this.set(this.sheet.row(key) ? [key] : [], key);
  }

  /** @param {string} key */
  toggle(key) {
    const { keys } = this.sheet.desk.selection;
    if (!this.sheet.row(key)) return;
    this.anchor = key;
    this.set(keys.has(key) ? [...keys].filter((each) => each !== key) : [...keys, key], key);
  }

  /** Every row from the first one that was chosen to this one. @param {string} key */
  upTo(key) {
    const { rows, places } = this.sheet;
    const to = Math.min(places.get(key) ?? 0, rows.length - 1);
    const from = Math.min(places.get(this.anchor) ?? to, rows.length - 1);
    const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.set(
      between.map((each) => each.key),
      rows[to]?.key ?? '',
    );
  }

  /** Every row that is shown; none if they are all chosen already. */
  all() {
    const { rows, chosen, desk } = this.sheet;
    this.set(chosen.length === rows.length ? [] : rows.map(({ key }) => key), '');
    desk.notices.announce(`${this.sheet.chosen.length} chosen`);
  }

  /** The kind to show for what was chosen elsewhere, if it is another one. */
  get kindElsewhere() {
    const keys = [...this.sheet.desk.selection.keys].flatMap((key) => {
      const { kind } = fromKey(key);
      return isBeside(kind) ? [] : [/** @type {BuiltKind} */ (kind)];
    });
    return keys.length && !keys.includes(this.sheet.kind) ? keys[keys.length - 1] : null;
  }
}
