/**
 * Turns presses on the canvas into clicks and drags. What a press may become is said by `press`; a press
 * becomes a drag only when the pointer has clearly moved, so that a click never moves anything.
 *
 * @import { Desk } from '../desk.js'
 *
 * @typedef {Object} Gesture
 * @property {(event: PointerEvent) => void} moved
 * @property {(event: PointerEvent) => void} dropped
 * @property {() => void} cancelled
 *
 * @typedef {Object} Press
 * @property {(event: PointerEvent) => void} click
 * @property {(event: PointerEvent) => Gesture | null} drag
 */
import { edgePan } from './edge.js';

const THRESHOLD = 4;

export class Pointer {
  /**
   * @param {Desk} desk
   * @param {(event: PointerEvent) => Press | null} press
   */
  constructor(desk, press) {
    this.desk = desk;
    this.press = press;
    /** @type {Gesture | null} */
    this.gesture = null;
    /** @type {{press: Press, event: PointerEvent} | null} */
    this.pressed = null;
    /** @type {PointerEvent | null} */
    this.last = null;
    this.down = (/** @type {PointerEvent} */ event) => this.pressedAt(event);
    this.moved = (/** @type {PointerEvent} */ event) => this.movedTo(event);
    this.up = (/** @type {PointerEvent} */ event) => this.released(event);
    this.abort = () => this.cancel();
  }

  connect() {
    this.desk.canvas.viewport.addEventListener('pointerdown', this.down);
    addEventListener('pointermove', this.moved);
    addEventListener('pointerup', this.up);
    addEventListener('pointercancel', this.abort);
    addEventListener('blur', this.abort);
  }

  disconnect() {
    this.cancel();
    this.desk.canvas.viewport.removeEventListener('pointerdown', this.down);
    removeEventListener('pointermove', this.moved);
    removeEventListener('pointerup', this.up);
    removeEventListener('pointercancel', this.abort);
    removeEventListener('blur', this.abort);
  }

  get busy() {
    return this.gesture !== null;
  }

  /** Where on the canvas the pointer is, or was last. */
  get place() {
    return this.last && this.desk.canvas.camera.toWorld(this.last);
  }

  /** @param {PointerEvent} event */
  pressedAt(event) {
    if (event.button !== 0 || !event.isPrimary || this.desk.canvas.camera.spaceHeld) return;
    const press = this.press(event);
    this.pressed = press && { press, event };
  }

  /** @param {PointerEvent} event */
  movedTo(event) {
    if (!event.isPrimary) return;
    if (/** @type {Element} */ (event.target).closest?.('.canvas')) this.last = event;
    if (this.pressed && !this.gesture && far(event, this.pressed.event)) this.begin(this.pressed);
    if (!this.gesture) return;
    this.gesture.moved(event);
    edgePan.follow(this.desk.canvas.camera, event, () => this.gesture?.moved(event));
  }

  /** @param {{press: Press, event: PointerEvent}} pressed */
  begin({ press, event }) {
    this.pressed = null;
    this.start(press.drag(event));
  }

  /** A gesture may also come from elsewhere, as from the palette. @param {Gesture | null} gesture */
  start(gesture) {
    this.cancel();
    edgePan.begin();
    this.gesture = gesture;
    document.body.classList.toggle('dragging', gesture !== null);
  }

  /** @param {PointerEvent} event */
  released(event) {
    const { gesture, pressed } = this;
    this.end();
    if (gesture) gesture.dropped(event);
    else if (pressed && event.button === 0) pressed.press.click(event);
  }

  /** @returns {boolean} whether there was anything to cancel */
  cancel() {
    const { gesture } = this;
    this.end();
    gesture?.cancelled();
    return gesture !== null;
  }

  end() {
    edgePan.stop();
    this.gesture = null;
    this.pressed = null;
    document.body.classList.remove('dragging');
  }
}

/** @param {PointerEvent} a @param {PointerEvent} b */
const far = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > THRESHOLD;
