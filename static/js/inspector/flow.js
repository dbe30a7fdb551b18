/**
 * What goes through the chosen object now and went through it in the last two minutes, while traffic is looked at.
 *
 * @import { Kind } from '../types.js'
 * @import { Traffic } from '../traffic/traffic.js'
 */
import { html, show } from '../dom.js';
import { partsOf } from '../traffic/rates.js';
import { bitsText, countText } from '../traffic/scale.js';
import { sparkline } from '../traffic/sparkline.js';

const SECONDS = 120;

export class Flow {
  /** @param {Traffic} traffic @param {Kind} kind */
  constructor(traffic, kind) {
    this.traffic = traffic;
    this.kind = kind;
    const [into, out] = kind === 'patch' ? ['There', 'Back'] : ['In', 'Out'];
    this.into = new Way(into, 'in');
    this.out = new Way(out, 'out');
    this.course = html('div', { class: 'flow-course' });
    this.element = html(
      'section',
      { class: 'flow-block', 'aria-label': 'Traffic', hidden: true },
      html('span', { class: 'label' }, 'Traffic'),
      html('dl', { class: 'flow-now' }, ...this.into.elements, ...this.out.elements),
      this.course,
      html('p', { class: 'hint flow-span' }, 'the last two minutes'),
    );
  }

  /** @param {string} name */
  update(name) {
    show(this.element, this.traffic.isOn && this.traffic.model.topology.deployed);
    if (this.element.hidden) return;
    const { bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut } = this.traffic.of(this.kind, name);
    this.into.say(bitsIn, packetsIn, dropsIn);
    this.out.say(bitsOut, packetsOut, dropsOut);
    const parts = partsOf(this.traffic.model.design, this.kind, name);
    this.course.replaceChildren(sparkline(this.traffic.history.of(parts, SECONDS)));
  }
}

/** One direction in words. */
class Way {
  /** @param {string} title @param {'in' | 'out'} way */
  constructor(title, way) {
    this.rate = html('span', { class: 'flow-rate' });
    this.more = html('span', { class: 'soft' });
    this.elements = [html('dt', { 'data-way': way }, title), html('dd', {}, this.rate, ' ', this.more)];
  }

  /** @param {number} bits @param {number} packets @param {number} drops */
  say(bits, packets, drops) {
    this.rate.textContent = bitsText(bits);
    this.more.textContent = `${countText(packets)} packets${drops ? `, ${countText(drops)} dropped` : ''}`;
  }
}
