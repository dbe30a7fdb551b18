/**
 * Asks how many sandboxes, of what name and on which network, and adds them.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Wanted } from './many.js'
 */
import { boundsOf, grown, overlap } from '../canvas/geometry.js';
import { counted } from '../canvas/faces.js';
import { nameProblem } from '../design/names.js';
import { endpointsOf, isLine, keyOf } from '../design/objects.js';
import { html } from '../dom.js';
import { MOST, addMany, blockAt, namesOf } from './many.js';

const CARD = { w: 140, h: 60 };
const BELOW = 136;
const STEP = 68;

/** @param {Desk} desk @param {Dialogs} dialogs @param {Point} at */
export async function askMany(desk, dialogs, at) {
  const sheet = new ManySheet(desk);
  if ((await dialogs.open(sheet.dialog)) !== 'add') return;
  const { wanted } = sheet;
  const { done, operations } = await desk.edit(addMany(wanted, placesFor(desk, wanted, at)));
  if (!done) return;
  const keys = operations.flatMap((each) =>
    each.op === 'add' && each.kind === 'sandbox' ? [keyOf('sandbox', String(each.value.name))] : [],
  );
  desk.canvas.draw();
  desk.selection.set(keys);
  if (keys[0]) desk.canvas.show(keys[0]);
  desk.notices.announce(`added ${counted(keys.length, 'object')}`);
}

/** Below their network, or at a point; as far down as there is room.
 * @param {Desk} desk @param {Wanted} wanted @param {Point} at
 */
function placesFor(desk, { count, network }, at) {
  const { boxes } = desk.canvas.scene;
  const bar = boxes.get(keyOf('network', network))?.rect;
  const top = bar ? { x: bar.x, y: bar.y + BELOW } : at;
  const taken = [...boxes.values()].map(({ rect }) => grown(boundsOf(rect), 8));
  for (let down = 0; ; down += STEP) {
    const places = blockAt(count, { x: top.x, y: top.y + down });
    const free = places.every((each) => {
      const room = boundsOf({ ...each, ...CARD });
      return !taken.some((other) => overlap(other, room));
    });
    if (free) return places;
  }
}

class ManySheet {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.count = html('input', {
      class: 'input',
      id: 'many-count',
      type: 'number',
      min: 1,
      max: MOST,
      value: 4,
      required: true,
    });
    this.pattern = html('input', {
      class: 'input mono',
      id: 'many-pattern',
      value: 'app',
      required: true,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': 'many-preview',
    });
    this.kind = html(
      'select',
      { class: 'input', id: 'many-kind' },
      html('option', { value: 'sandbox' }, 'Sandboxes'),
      html('option', { value: 'router' }, 'Routers'),
    );
    this.network = html(
      'select',
      { class: 'input', id: 'many-network' },
      html('option', { value: '' }, 'none'),
      ...this.networks().map((name) => html('option', { value: name }, name)),
    );
    this.network.value = this.likely() ?? '';
    this.preview = html('p', { class: 'hint', id: 'many-preview' });
    this.dialog = this.build();
    this.kind.addEventListener('change', () => {
      this.pattern.value = this.kind.value === 'router' ? 'router' : 'app';
    });
    this.dialog.addEventListener('input', () => this.check());
    this.check();
  }

  /** Those that take any number of endpoints. */
  networks() {
    const { design } = this.desk.model;
    return design.networks
      .filter((each) => !isLine(design, each) && each.driver !== 'cable')
      .map(({ name }) => name);
  }

  /** The network that is chosen, or that what is chosen is on. */
  likely() {
    const { chosen, model } = this.desk;
    const all = this.networks();
    const near = chosen.flatMap(({ kind, name }) =>
      kind === 'sandbox' ? endpointsOf(model.design, name).map((each) => each.network) : [name],
    );
    return near.find((name) => all.includes(name)) ?? (all.length === 1 ? all[0] : undefined);
  }

  /** @returns {Wanted} */
  get wanted() {
    return {
      count: Number(this.count.value),
      pattern: this.pattern.value.trim(),
      forwarding: this.kind.value === 'router',
      network: this.network.value,
    };
  }

  /** Says which names come, or what is wrong with them. */
  check() {
    const { count, pattern } = this.wanted;
    const whole = Number.isInteger(count) && count >= 1 && count <= MOST;
    const names = whole && pattern ? namesOf(this.desk.model.design, pattern, count) : [];
    const problem = nameProblem('sandbox', names.at(-1) ?? pattern.replace('#', '1'));
    this.pattern.setCustomValidity(problem);
    this.preview.textContent =
      problem ||
      (names.length > 3
        ? `${names.slice(0, 2).join(', ')} … ${names[names.length - 1]}`
        : names.join(', ') || `between 1 and ${MOST}`);
    this.preview.classList.toggle('error', Boolean(problem));
  }

  build() {
    return html(
      'dialog',
      { class: 'dialog', 'aria-label': 'Add several' },
      html(
        'form',
        { class: 'dialog-body', method: 'dialog' },
        html('h2', {}, 'Add several'),
        html('div', { class: 'field-row' }, field('How many', this.count), field('What', this.kind)),
        field('Name; # stands for the number', this.pattern, this.preview),
        field('On network', this.network),
        html(
          'div',
          { class: 'dialog-actions' },
          html('button', { class: 'button', type: 'button', onclick: () => this.dialog.close() }, 'Cancel'),
          html('button', { class: 'button button-primary', value: 'add' }, 'Add'),
        ),
      ),
    );
  }
}

/** @param {string} label @param {HTMLElement} input @param {HTMLElement[]} more */
const field = (label, input, ...more) =>
  html('div', { class: 'field' }, html('label', { for: input.id }, label), input, ...more);
