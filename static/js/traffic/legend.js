/**
 * What the lanes' widths and colours mean, over the drawing while traffic is shown; and why there is none to be seen.
 *
 * @import { Model } from '../live/model.js'
 * @import { Remembered } from '../frame/remembered.js'
 * @import { Traffic } from './traffic.js'
 */
import { html, show } from '../dom.js';
import { WIDTHS, WORDS } from './scale.js';

export class Legend {
  /** @param {Model} model @param {Traffic} traffic @param {Remembered} wanted @param {HTMLElement} above */
  constructor(model, traffic, wanted, above) {
    this.model = model;
    this.traffic = traffic;
    this.wanted = wanted;
    this.above = above;
    this.note = html('p', { class: 'flow-note', role: 'status' });
    this.element = html(
      'section',
      { class: 'flow-legend', 'aria-label': 'Traffic: what the lanes mean', hidden: true },
      html('h2', {}, 'Traffic, bits a second'),
      html('ol', { role: 'list' }, ...WIDTHS.map(swatch)),
      this.note,
    );
  }

  connect() {
    this.above.append(this.element);
    this.stops = [this.wanted.subscribe(() => this.update()), this.model.subscribe(() => this.say())];
    this.update();
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.lookAway?.();
    this.element.remove();
  }

  update() {
    this.lookAway?.();
    this.lookAway = this.wanted.on ? this.traffic.look(() => this.say()) : undefined;
    show(this.element, this.wanted.on);
    this.say();
  }

  say() {
    const { topology, loaded } = this.model;
    const said =
      loaded && !topology.deployed
        ? 'Nothing is deployed.'
        : this.traffic.trouble || (this.traffic.rates.size ? '' : 'Nothing moves.');
    if (this.note.textContent !== said) this.note.textContent = said;
  }
}

/** @param {number} width @param {number} level */
const swatch = (width, level) => {
  const lane = html('span', { class: 'flow-swatch', 'data-level': level + 1, 'aria-hidden': 'true' });
  lane.style.height = `${width}px`;
  return html('li', {}, lane, html('span', {}, level ? WORDS[level].replace('bit/s', '') : 'less'));
};
