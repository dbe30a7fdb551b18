/**
 * The chaos switches of the chosen object: each is done to the running network at once, while other edits may wait.
 *
 * @import { Desk } from '../desk.js'
 * @import { Intent, Kind } from '../types.js'
 */
import { html, icon, show } from '../dom.js';
import { delayText, lossText, milliseconds, percent } from './amounts.js';
import { conditionOf, cut, flap, impair, pause, restore, sandboxOf, wiresOf } from './deeds.js';
import { lacks, whyNot } from './may.js';
import { Slider } from './slider.js';

/** @param {string} title @param {string} picture @param {() => void} run */
const toggle = (title, picture, run) =>
  html('button', { class: 'button chaos-switch', type: 'button', onclick: run }, icon(picture), html('span', {}, title));

export class ChaosSection {
  /** @param {Desk} desk @param {Kind} kind @param {string} name */
  constructor(desk, kind, name) {
    this.desk = desk;
    this.kind = kind;
    this.name = name;
    this.cut = toggle('Cut', 'cut', () => this.toggle(this.cut, cut(kind, name), restore(kind, name)));
    this.flap = toggle('Flap', 'flap', () => this.toggle(this.flap, flap(kind, name), restore(kind, name)));
    this.pause = toggle('Pause', 'pause', () => this.toggle(this.pause, pause(name, true), pause(name, false)));
    this.delay = new Slider(
      { id: 'chaos-delay', label: 'Delay', most: 1000, step: 10, unit: 'ms', read: milliseconds, write: delayText },
      (delay) => desk.editAtOnce(impair(kind, name, { delay })),
    );
    this.loss = new Slider(
      { id: 'chaos-loss', label: 'Loss', most: 100, step: 1, unit: '%', read: percent, write: lossText },
      (loss) => desk.editAtOnce(impair(kind, name, { loss })),
    );
    this.why = html('p', { class: 'hint' });
    this.element = html(
      'section',
      { class: 'chaos', 'aria-label': 'Chaos', hidden: true },
      html('h3', {}, 'Chaos', html('span', { class: 'hint' }, 'done at once')),
      html('div', { class: 'chaos-switches' }, this.cut, this.flap, this.pause),
      this.delay.element,
      this.loss.element,
      this.why,
    );
  }

  update() {
    const { model } = this.desk;
    const wires = wiresOf(model.design, this.kind, this.name);
    const sandbox = sandboxOf(model.design, this.kind, this.name);
    show(this.element, model.topology.deployed && (wires.length > 0 || sandbox !== undefined));
    const why = whyNot(this.desk);
    const condition = conditionOf(wires);
    this.press(this.cut, wires.length > 0, condition.isCut, why);
    this.press(this.flap, wires.length > 0, condition.isFlapping, why);
    this.press(this.pause, sandbox !== undefined, sandbox?.paused === true, why || lacks(model, 'pause'));
    for (const each of [this.delay, this.loss]) show(each.element, wires.length > 0);
    this.delay.update(condition.delay, why || lacks(model, 'delay'));
    this.loss.update(condition.loss, why || lacks(model, 'loss'));
    this.say(why, sandbox ? ['pause'] : ['delay', 'loss']);
  }

  /** What cannot be done, and why. @param {string} why @param {string[]} switches */
  say(why, switches) {
    const missing = switches.flatMap((each) => (lacks(this.desk.model, each) ? [[each, lacks(this.desk.model, each)]] : []));
    const said = why || missing.map(([each, reason]) => `No ${each}: ${reason}.`).join(' ');
    if (this.why.textContent !== said) this.why.textContent = said;
    show(this.why, said !== '');
  }

  /** @param {HTMLButtonElement} button @param {boolean} fits @param {boolean} isOn @param {string} why */
  press(button, fits, isOn, why) {
    show(button, fits);
    button.setAttribute('aria-pressed', String(isOn));
    button.disabled = why !== '';
    button.title = why;
  }

  /** @param {HTMLButtonElement} button @param {Intent} on @param {Intent} off */
  toggle(button, on, off) {
    return this.desk.editAtOnce(button.getAttribute('aria-pressed') === 'true' ? off : on);
  }
}
