/**
 * One frame taken apart: its layers, to be opened, with their fields; and its bytes, of which those are lit that
 * belong to what is pointed at.
 *
 * @import { Field, Layer } from './frames.js'
 *
 * @typedef {{layer: string, field: string, before: string, after: string}} Change
 */
import { html } from '../../dom.js';
import { fieldAt } from './frames.js';
import { Hex } from './hex.js';

/** Of whom nobody wants to see the one number first. */
const DULL = new Set(['Data', 'Padding']);

export class Details {
  /** @param {string} nothing  what is said while no frame is chosen */
  constructor(nothing) {
    this.nothing = nothing;
    /** Layers that a person has opened or closed, by name. @type {Map<string, boolean>} */
    this.opened = new Map();
    /** @type {Layer[]} */
    this.layers = [];
    this.hex = new Hex((at) => this.find(at));
    this.tree = html('div', { class: 'layers', role: 'group', 'aria-label': 'Layers' });
    this.element = html('div', { class: 'frame-details' }, this.tree, this.hex.element);
    this.clear();
  }

  clear() {
    this.layers = [];
    this.tree.replaceChildren(html('p', { class: 'panel-empty' }, this.nothing));
    this.hex.show(new Uint8Array());
  }

  /** @param {Layer[]} layers @param {Uint8Array} bytes @param {Change[]} [changes]  since the cable before */
  show(layers, bytes, changes = []) {
    this.layers = layers;
    this.hex.show(bytes);
    const first = layers.findLast(([name]) => !DULL.has(name))?.[0];
    this.tree.replaceChildren(...layers.map((layer) => this.layer(layer, layer[0] === first, changes)));
  }

  /** @param {Layer} layer @param {boolean} open @param {Change[]} changes */
  layer([name, start, end, fields], open, changes) {
    const changed = changes.filter(({ layer }) => layer === name);
    const element = html(
      'details',
      { class: 'layer', open: this.opened.get(name) ?? (open || changed.length > 0) },
      html(
        'summary',
        { onpointerenter: () => this.hex.light(start, end), onfocus: () => this.hex.light(start, end) },
        html('span', { class: 'layer-name' }, name),
        html('span', { class: 'layer-brief' }, brief(name, fields)),
      ),
      html('div', { class: 'layer-fields' }, ...fields.map((field) => this.field(field, changed))),
    );
    element.querySelector('summary')?.addEventListener('click', () => this.opened.set(name, !element.open));
    return element;
  }

  /** @param {Field} field @param {Change[]} changes */
  field([name, value, start, end], changes) {
    const change = changes.find(({ field }) => field === name);
    const light = () => this.hex.light(start, end);
    return html(
      'button',
      {
        class: 'layer-field',
        type: 'button',
        'data-start': start,
        'data-name': name,
        'data-changed': Boolean(change),
        onpointerenter: light,
        onfocus: light,
        onclick: light,
      },
      html('span', { class: 'field-name' }, name),
      html('span', { class: 'field-value' }, value),
      change && html('span', { class: 'field-before' }, `was ${change.before}`),
    );
  }

  /** Shows the field that a byte belongs to. @param {number} at */
  find(at) {
    const field = fieldAt(this.layers, at);
    const element = [...this.tree.querySelectorAll('.layer-field')].find(
      (each) => field && each.getAttribute('data-start') === String(field[2]) && each.getAttribute('data-name') === field[0],
    );
    const layer = element?.closest('details');
    if (!(element instanceof HTMLElement) || !layer) return;
    layer.open = true;
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  }
}

/** What of a layer is worth knowing while it is closed. @param {string} name @param {Field[]} fields */
function brief(name, fields) {
  const held = (/** @type {string} */ wanted) => fields.find(([each]) => each === wanted)?.[1];
  const [from, to] = [held('source') ?? held('source port'), held('destination') ?? held('destination port')];
  if (from && to) return `${from} → ${to}`;
  if (DULL.has(name)) return `${held('bytes')} bytes`;
  return held('operation') ?? held('type') ?? held('kind') ?? (held('VLAN') ? `VLAN ${held('VLAN')}` : '');
}
