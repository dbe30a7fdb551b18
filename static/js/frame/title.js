/**
 * Keeps the page's address and title in step when the topology is renamed.
 *
 * @import { Model } from '../live/model.js'
 */
export class Title {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.name = '';
  }

  connect() {
    this.stop = this.model.subscribe(() => this.update());
  }

  disconnect() {
    this.stop?.();
  }

  update() {
    const { name } = this.model.topology;
    if (!this.model.loaded || name === this.name) return;
    if (this.name) history.replaceState(null, '', `/topologies/${name}/`);
    this.name = name;
    document.title = `${name} · Patchboard`;
    document.querySelector('.world')?.setAttribute('aria-label', `Drawing of ${name}`);
  }
}
