/**
 * The four handles of the box under the cursor, to draw cables from.
 *
 * @import { Box } from '../canvas/scene.js'
 * @import { Side } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Pointer } from './pointer.js'
 */
import { OUTWARD, boundsOf, contains, grown } from '../canvas/geometry.js';
import { svg } from '../dom.js';

const OUT = 14;
const NEAR = 26;
/** @type {Side[]} */
const SIDES = ['top', 'right', 'bottom', 'left'];

export class Handles {
  /** @param {Desk} desk @param {Pointer} pointer */
  constructor(desk, pointer) {
    this.desk = desk;
    this.pointer = pointer;
    /** @type {string | null} */
    this.key = null;
    this.group = svg('g', { class: 'handles' });
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.moved = (/** @type {PointerEvent} */ event) => this.follow(event);
    this.left = () => this.show(null);
  }

  connect() {
    const { canvas } = this.desk;
    canvas.view.overlay.append(this.group);
    canvas.viewport.addEventListener('pointermove', this.moved);
    canvas.viewport.addEventListener('pointerleave', this.left);
    this.stop = canvas.subscribe(() => this.place());
  }

  disconnect() {
    this.stop?.();
    this.desk.canvas.viewport.removeEventListener('pointermove', this.moved);
    this.desk.canvas.viewport.removeEventListener('pointerleave', this.left);
    this.group.remove();
  }

  /** @param {() => void} listener  called when they are shown at another box, or at none */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** They stay while the cursor is on its way to them, and on the terminal's. @param {PointerEvent} event */
  follow(event) {
    if (this.pointer.busy || this.desk.barrier || event.buttons) return this.show(null);
    const { canvas } = this.desk;
    if (canvas.view.isFar) return this.show(null);
    const shown = this.key && canvas.scene.boxes.get(this.key);
    if (/** @type {Element} */ (event.target).closest('.terminal-handle')) return;
    const point = canvas.camera.toWorld(event);
    const over = canvas.boxNear(point, 0);
    const near = shown && contains(grown(boundsOf(shown.rect), NEAR), point) ? shown : null;
    this.show((over ?? near)?.key ?? null);
  }

  /** @param {string | null} key */
  show(key) {
    if (key === this.key) return;
    this.key = key;
    this.place();
    for (const listener of this.listeners) listener();
  }

  place() {
    const box = this.key && this.desk.canvas.scene.boxes.get(this.key);
    this.group.replaceChildren(...(box ? SIDES.map((side) => this.handle(box, side)) : []));
  }

  /** @param {Box} box @param {Side} side */
  handle(box, side) {
    const { x, y, w, h } = box.rect;
    const out = OUTWARD[side];
    return svg(
      'g',
      {
        class: 'handle',
        'data-handle': side,
        'data-of': box.key,
        transform: `translate(${x + out.x * (w / 2 + OUT)} ${y + out.y * (h / 2 + OUT)})`,
      },
      svg('circle', { class: 'handle-reach', r: 12 }),
      svg('circle', { r: 5 }),
    );
  }
}
