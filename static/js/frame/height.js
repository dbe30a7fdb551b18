/** The drawer's height: dragged at its upper edge, or with the arrow keys there; remembered. */
import { html } from '../dom.js';

const REMEMBERED = 'patchboard.drawer.height';
const LEAST = 96;
const STEP = 24;
const USUAL = 220;

/** The canvas keeps this much of the window. */
const most = () => Math.max(LEAST, Math.round(innerHeight * 0.7));

export class Height {
  /** @param {HTMLElement} drawer */
  constructor(drawer) {
    this.drawer = drawer;
    this.edge = html('div', {
      class: 'drawer-edge',
      role: 'separator',
      tabindex: '0',
      'aria-orientation': 'horizontal',
      'aria-label': 'Height of the drawer',
      onpointerdown: (/** @type {PointerEvent} */ event) => this.grab(event),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.set(Number(localStorage.getItem(REMEMBERED)) || USUAL);
  }

  /** @param {number} height  of the body, in px */
  set(height) {
    this.value = Math.min(most(), Math.max(LEAST, Math.round(height)));
    this.drawer.style.setProperty('--drawer-height', `${this.value}px`);
    for (const [name, value] of Object.entries({ valuemin: LEAST, valuemax: most(), valuenow: this.value }))
      this.edge.setAttribute(`aria-${name}`, String(value));
    localStorage.setItem(REMEMBERED, String(this.value));
  }

  /** @param {PointerEvent} event */
  grab(event) {
    const [from, height] = [event.clientY, this.value ?? USUAL];
    this.edge.setPointerCapture(event.pointerId);
    this.edge.onpointermove = (moved) => this.set(height + from - moved.clientY);
    this.edge.onlostpointercapture = () => (this.edge.onpointermove = null);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    this.set((this.value ?? USUAL) + step);
  }
}
