/**
 * Says in the top bar, to everybody, which scenario is being played and what it has just done. A click shows it.
 *
 * @import { Model } from '../live/model.js'
 * @import { Playing as Played } from '../types.js'
 */
import { clock, said, stepOn } from '../chaos/clock.js';
import { Stage } from '../chaos/stage.js';
import { html, icon, need, show } from '../dom.js';

export class Playing {
  /** @param {Model} model @param {() => void} open  shows the scenario */
  constructor(model, open) {
    this.stage = new Stage(model, (playing, elapsed) => this.tell(playing, elapsed));
    this.words = html('span', {});
    this.button = html('button', { class: 'playing', type: 'button', onclick: open }, icon('play'), this.words);
    need('[data-part="playing"]').replaceChildren(this.button);
  }

  connect() {
    this.stage.connect();
  }

  disconnect() {
    this.stage.disconnect();
  }

  /** @param {Played | null} playing @param {number} elapsed */
  tell(playing, elapsed) {
    show(this.button, playing !== null);
    if (!playing) return;
    const step = stepOn(playing, elapsed);
    const text = `${playing.scenario} ${clock(Math.floor(elapsed))}${step ? `: ${said(step)}` : ''}`;
    if (this.words.textContent !== text) this.words.textContent = text;
  }
}
