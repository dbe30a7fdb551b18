/**
 * Tells the others what this person points at: cursor, choice, what is being moved, the field that is edited, and
 * the view while presenting.
 *
 * @import { Desk } from '../desk.js'
 * @import { Company } from './company.js'
 */
import { keyOf } from '../design/objects.js';
import { need } from '../dom.js';

/** More chosen objects than this are told as none: to mark them all says nothing. */
const MOST = 100;

export class Pointing {
  /** @param {Desk} desk @param {Company} company */
  constructor(desk, company) {
    this.desk = desk;
    this.company = company;
    this.inspector = need('[data-part="inspector"]');
    this.presenting = false;
    this.moved = (/** @type {PointerEvent} */ event) => this.cursor(event);
    this.left = () => company.point({ cursor: undefined });
    this.entered = (/** @type {FocusEvent} */ event) => this.field(/** @type {Element} */ (event.target));
    this.exited = () => company.point({ field: undefined });
  }

  connect() {
    const { canvas, selection } = this.desk;
    canvas.viewport.addEventListener('pointermove', this.moved);
    canvas.viewport.addEventListener('pointerleave', this.left);
    this.inspector.addEventListener('focusin', this.entered);
    this.inspector.addEventListener('focusout', this.exited);
    this.stops = [
      selection.subscribe(() => this.choice()),
      canvas.subscribe(() => this.company.point({ holds: this.held() })),
      canvas.camera.subscribe(() => this.presenting && this.company.point({ sight: this.sight() })),
    ];
  }

  disconnect() {
    const { canvas } = this.desk;
    canvas.viewport.removeEventListener('pointermove', this.moved);
    canvas.viewport.removeEventListener('pointerleave', this.left);
    this.inspector.removeEventListener('focusin', this.entered);
    this.inspector.removeEventListener('focusout', this.exited);
    this.stops?.forEach((stop) => stop());
  }

  /** Shows the others this view, or not any more. */
  present() {
    this.presenting = !this.presenting;
    this.company.point({ sight: this.presenting ? this.sight() : undefined });
  }

  /** @param {PointerEvent} event */
  cursor(event) {
    const { x, y } = this.desk.canvas.camera.toWorld(event);
    this.company.point({ cursor: [Math.round(x), Math.round(y)] });
  }

  choice() {
    const keys = [...this.desk.selection.keys];
    this.company.point({ chosen: keys.length > MOST ? [] : keys });
  }

  /** @param {Element} input */
  field(input) {
    const key = this.desk.selection.only;
    const field = input.closest('.field')?.getAttribute('data-field');
    if (key && field) this.company.point({ field: `${key} ${field}` });
  }

  /** @returns {string[]} */
  held() {
    const { moving, redrawn, scene } = this.desk.canvas;
    const kinds = /** @type {const} */ (['sandbox', 'network']);
    const boxes = [...moving.keys()].flatMap((name) =>
      kinds.map((kind) => keyOf(kind, name)).filter((key) => scene.boxes.has(key)),
    );
    return [...boxes, ...redrawn.keys()].slice(0, MOST);
  }

  /** @returns {[number, number, number]} */
  sight() {
    const { middle, transform } = this.desk.canvas.camera;
    return [Math.round(middle.x), Math.round(middle.y), transform.k];
  }
}
