/**
 * What goes through the chosen object now and went through it in the last two minutes, while traffic is looked at.
 *
 * @import { Kind } from '../types.js'
 * @import { Traffic } from '../traffic/traffic.js'
 */
import { html, show } from '../dom.js';
import { partsOf, waysOf } from '../traffic/rates.js';
import { bitsText, countText } from '../traffic/scale.js';
import { sparkline } from '../traffic/sparkline.js';

const SECONDS = 120;

export class Flow {
  /** @param {Traffic} traffic @param {Kind} kind */
  constructor(traffic, kind) {
    this.traffic = traffic;
    this.kind = kind;
    this.into = new Way('in');
    this.out = new Way('out');
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
    const { design } = this.traffic.model;
    const { bitsIn, bitsOut, packetsIn, packetsOut, dropsIn, dropsOut } = this.traffic.of(this.kind, name);
    const [into, out] = waysOf(design, this.kind, name);
    this.into.say(into, bitsIn, packetsIn, dropsIn);
    this.out.say(out, bitsOut, packetsOut, dropsOut);
    const parts = partsOf(design, this.kind, name);
    this.course.replaceChildren(sparkline(this.traffic.history.of(parts, SECONDS)));
  }
}

/** One direction in words. */
class Way {
  /** @param {'in' | 'out'} way */
  constructor(way) {
    this.title = html('dt', { 'data-way': way });
    this.rate = html('span', { class: 'flow-rate' });
    this.more = html('span', { class: 'soft' });
    this.elements = [this.title, html('dd', {}, this.rate, ' ', this.more)];
  }

  /** @param {string} title @param {number} bits @param {number} packets @param {number} drops */
  say(title, bits, packets, drops) {
    this.title.textContent = title;
    this.rate.textContent = bitsText(bits);
    this.more.textContent = `${countText(packets)} packets/s${drops ? `, ${countText(drops)}/s dropped` : ''}`;
  }
}
