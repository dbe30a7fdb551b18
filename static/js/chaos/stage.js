/**
 * The scenario that is being played, told while the clock runs: whoever shows it is told several times a second, and
 * not at all while nothing is played.
 *
 * @import { Model } from '../live/model.js'
 * @import { Playing } from '../types.js'
 */
const TICK = 100;

export class Stage {
  /** @param {Model} model @param {(playing: Playing | null, elapsed: number) => void} show */
  constructor(model, show) {
    this.model = model;
    this.show = show;
  }

  connect() {
    this.stop = this.model.subscribe(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
    clearTimeout(this.timer);
  }

  update() {
    clearTimeout(this.timer);
    const { playing } = this.model.topology;
    const elapsed = (performance.now() - this.model.began) / 1000;
    this.show(playing ?? null, playing ? Math.min(elapsed, playing.length) : 0);
    if (playing) this.timer = setTimeout(() => this.update(), TICK);
  }
}
