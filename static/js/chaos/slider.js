/**
 * A slider with its value beside it. What is dragged is shown at once, and done when it is let go: the thumb, or
 * the key, which the browser has repeat itself thirty times a second.
 *
 * @typedef {Object} Scale
 * @property {string} id
 * @property {string} label
 * @property {number} most
 * @property {number} step
 * @property {string} unit
 * @property {(text: string) => number} read  of what the design says
 * @property {(amount: number) => string | null} write
 */
import { html } from '../dom.js';

export class Slider {
  /** @param {Scale} scale @param {(written: string | null) => void} changed */
  constructor(scale, changed) {
    this.scale = scale;
    this.changed = changed;
    this.held = false;
    this.pressed = false;
    this.input = html('input', {
      type: 'range',
      id: scale.id,
      min: 0,
      max: scale.most,
      step: scale.step,
      oninput: () => {
        this.held = true;
        this.say(`${this.input.value} ${scale.unit}`);
      },
      onchange: () => this.pressed || this.letGo(),
      onkeydown: () => (this.pressed = true),
      onkeyup: () => this.letGo(),
      onblur: () => this.letGo(),
    });
    this.value = html('output', { for: scale.id });
    this.element = html('div', { class: 'chaos-slider' }, html('label', { for: scale.id }, scale.label), this.input, this.value);
  }

  letGo() {
    this.pressed = false;
    if (!this.held) return;
    this.held = false;
    this.changed(this.scale.write(this.input.valueAsNumber));
  }

  /** @param {string} text  what the design says @param {string} why  it cannot be moved */
  update(text, why) {
    this.input.disabled = why !== '';
    this.element.title = why;
    if (this.held) return;
    const amount = this.scale.read(text);
    this.input.value = String(amount);
    this.say(text && amount > this.scale.most ? text : `${amount} ${this.scale.unit}`);
  }

  /** @param {string} text */
  say(text) {
    this.value.textContent = text;
    this.input.setAttribute('aria-valuetext', text);
  }
}
