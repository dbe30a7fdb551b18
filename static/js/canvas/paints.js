/**
 * The stylesheet's colours for what is painted and not made of elements. A canvas does not know `var()` or
 * `light-dark()`; an element does.
 */
import { html } from '../dom.js';

export class Paints {
  /** @param {HTMLElement} within  whose colours count */
  constructor(within) {
    this.probe = html('span', { class: 'paint-probe', hidden: true });
    within.append(this.probe);
    /** @type {Map<string, string>} */
    this.known = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.changed = () => {
      this.known.clear();
      for (const listener of this.listeners) listener();
    };
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.themed = new MutationObserver(this.changed);
  }

  connect() {
    this.dark.addEventListener('change', this.changed);
    this.themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  disconnect() {
    this.dark.removeEventListener('change', this.changed);
    this.themed.disconnect();
  }

  /** @param {() => void} listener  called when all colours are others */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param {string} colour  such as `var(--net-1)` @returns {string} one that a canvas understands */
  of(colour) {
    let paint = this.known.get(colour);
    if (!paint) {
      this.probe.style.color = colour;
      paint = getComputedStyle(this.probe).color;
      this.known.set(colour, paint);
    }
    return paint;
  }
}
