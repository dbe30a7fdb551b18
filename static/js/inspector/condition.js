/**
 * How a service is, beside it in the inspector.
 *
 * @import { Model } from '../live/model.js'
 */
import { serviceName } from '../design/objects.js';
import { WORD } from '../design/states.js';
import { html, show } from '../dom.js';

/** By mark and word, and why. One that has just been added has no name yet, and no state. */
export class Condition {
  /** @param {string} service */
  constructor(service) {
    this.service = service;
    this.state = html('span', { class: 'state state-tag' });
    this.reason = html('p', { class: 'inspector-reason' });
    show(this.state, false);
  }

  /** @param {Model} model @param {string} sandbox */
  update(model, sandbox) {
    const { state, reason } = model.stateOf('service', serviceName(sandbox, this.service));
    this.state.textContent = WORD[state];
    this.state.dataset.state = state;
    this.reason.textContent = reason;
    this.reason.dataset.state = state;
    show(this.state, this.service !== '');
  }
}
