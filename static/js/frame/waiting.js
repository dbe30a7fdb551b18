/**
 * Says in the top bar how many edits of what is deployed wait, or that each is deployed at once. A click shows the plan.
 *
 * @import { Model } from '../live/model.js'
 */
import { counted } from '../canvas/faces.js';
import { html, need, show } from '../dom.js';

export class Waiting {
  /** @param {Model} model @param {() => void} plan  shows it */
  constructor(model, plan) {
    this.model = model;
    this.button = html('button', { class: 'waiting', type: 'button', onclick: plan });
    this.tag = html('span', { class: 'engine', 'data-level': 'quiet', title: 'Each edit is deployed at once' }, 'auto-deploy');
    need('[data-part="waiting"]').replaceChildren(this.button, this.tag);
  }

  connect() {
    this.stop = this.model.watch(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
  }

  update() {
    const { waits, topology } = this.model;
    const said = waits ? `${counted(waits, 'change')} not deployed` : '';
    if (this.button.textContent !== said) this.button.textContent = said;
    show(this.button, said !== '');
    show(this.tag, topology.deployed && topology.auto_deploy);
  }
}
