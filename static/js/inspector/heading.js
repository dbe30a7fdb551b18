/**
 * The inspector's heading: what it is, its state, and why; in a sandbox that runs, a terminal is one click away.
 *
 * @import { Desk } from '../desk.js'
 * @import { Fact, Kind, Sandbox } from '../types.js'
 * @import { Model } from '../live/model.js'
 */
import { hueOf } from '../canvas/hues.js';
import { titleOf } from '../canvas/faces.js';
import { networkPicture, sandboxPicture } from '../design/icons.js';
import { driverOf, find, index, isFigure } from '../design/objects.js';
import { WORD } from '../design/states.js';
import { keyTitle } from '../commands/shortcuts.js';
import { html, icon, show } from '../dom.js';
import { KEYS, opens, whyNoTerminal } from '../panels/terminals/opening.js';

export class Heading {
  /** @param {Desk} desk @param {Kind} kind @param {(sandbox: string) => void} openTerminal */
  constructor(desk, kind, openTerminal) {
    this.desk = desk;
    this.kind = kind;
    this.name = '';
    this.title = html('h2');
    this.what = html('span', { class: 'soft small' });
    this.picture = html('span', { class: 'inspector-picture' });
    this.state = html('span', { class: 'state state-tag' });
    this.reason = html('p', { class: 'inspector-reason' });
    this.facts = html('dl', { class: 'inspector-facts' });
    this.where = html('span', { class: 'visually-hidden' });
    this.terminal = terminalButton(this.where, () => openTerminal(this.name));
    this.element = html(
      'header',
      { class: 'inspector-heading' },
      this.picture,
      html('div', {}, this.what, this.title),
      this.state,
      this.reason,
      this.terminal,
      this.facts,
    );
  }

  /** @param {Kind} kind @param {string} name */
  update(kind, name) {
    const { model } = this.desk;
    this.name = name;
    const { state, reason } = model.stateOf(kind, name);
    this.element.toggleAttribute('data-drawn', isFigure(kind));
    this.title.textContent = isFigure(kind) ? titleOf(model.design, kind, name).slice(kind.length + 1) : name;
    this.what.textContent = what(model, kind, name);
    if (this.what.dataset.icon !== iconOf(model, kind, name))
      this.picture.replaceChildren(icon(iconOf(model, kind, name)));
    this.what.dataset.icon = iconOf(model, kind, name);
    this.picture.dataset.hue =
      kind === 'network'
        ? String(hueOf(name))
        : kind === 'endpoint'
          ? String(hueOf(index(model.design).endpoint.get(name)?.network ?? ''))
          : '';
    this.state.textContent = WORD[state];
    this.state.dataset.state = state;
    this.reason.textContent = reason;
    this.reason.dataset.state = state;
    show(this.terminal, kind === 'sandbox' && !whyNoTerminal(this.desk, name));
    this.where.textContent = ` in ${name}`;
    this.terminal.title = `${opens(name)} (${keyTitle(KEYS[0])})`;
    this.facts.replaceChildren(...model.factsOf(kind, name).flatMap(told));
  }
}

/** @param {HTMLElement} where  heard, not seen @param {() => void} open */
const terminalButton = (where, open) =>
  html(
    'button',
    { class: 'button inspector-terminal', type: 'button', onclick: open },
    icon('terminal'),
    html('span', {}, 'Open a terminal', where),
    html('kbd', { class: 'key', 'aria-hidden': 'true' }, keyTitle(KEYS[0])),
  );

/** @param {Fact} fact */
const told = ([name, value]) => [html('dt', {}, name), html('dd', {}, value)];

/** @param {Model} model @param {Kind} kind @param {string} name */
const forwards = (model, kind, name) =>
  kind === 'sandbox' &&
  Boolean(/** @type {Sandbox | undefined} */ (find(model.design, kind, name))?.forwarding);

/** @param {Model} model @param {Kind} kind @param {string} name */
function what(model, kind, name) {
  if (forwards(model, kind, name)) return 'Sandbox, router';
  const network = kind === 'network' && index(model.design).network.get(name);
  if (network) return driverOf(network) === 'cable' ? 'Network, cable' : 'Network';
  return kind[0].toUpperCase() + kind.slice(1);
}

/** @param {Model} model @param {Kind} kind @param {string} name */
function iconOf(model, kind, name) {
  const network = kind === 'network' && index(model.design).network.get(name);
  if (network) return networkPicture(network);
  const sandbox = kind === 'sandbox' && index(model.design).sandbox.get(name);
  if (sandbox) return sandboxPicture(sandbox);
  return kind === 'mark' ? 'scribble' : kind;
}
