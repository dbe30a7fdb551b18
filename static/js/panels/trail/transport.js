/**
 * The buttons that go through a trail.
 *
 * @import { Player } from './player.js'
 */
import { html } from '../../dom.js';

const SPEEDS = [0.25, 0.5, 1, 2, 4];

export class Transport {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    const button = (/** @type {string} */ sign, /** @type {string} */ title, /** @type {() => void} */ act) =>
      html('button', { class: 'button button-icon', type: 'button', title, 'aria-label': title, onclick: act }, sign);
    this.first = button('|◀', 'First step', () => player.go(0));
    this.back = button('◀', 'Step back', () => player.step(-1));
    this.play = button('▶', 'Play', () => player.toggle());
    this.on = button('▶|', 'Step forward', () => player.step(1));
    this.slider = html('input', {
      type: 'range',
      class: 'trail-slider',
      min: 0,
      'aria-label': 'Step',
      oninput: () => player.go(this.slider.valueAsNumber),
    });
    this.place = html('span', { class: 'trail-place' });
    this.speed = html('select', { class: 'input', 'aria-label': 'Speed', onchange: () => (player.speed = Number(this.speed.value)) });
    this.speed.append(...SPEEDS.map((each) => html('option', { value: each, selected: each === 1 }, `${each}×`)));
    this.element = html(
      'div',
      { class: 'trail-transport', role: 'group', 'aria-label': 'Replay' },
      ...[this.first, this.back, this.play, this.on, this.slider, this.place, this.speed],
    );
  }

  update() {
    const { turn, turns, playing } = this.player;
    this.first.disabled = this.back.disabled = turn === 0;
    this.on.disabled = turn >= turns - 1;
    this.play.disabled = !turns;
    const title = playing ? 'Pause' : 'Play';
    this.play.textContent = playing ? '❚❚' : '▶';
    this.play.title = title;
    this.play.setAttribute('aria-label', title);
    this.slider.max = String(Math.max(0, turns - 1));
    this.slider.value = String(turn);
    this.slider.disabled = turns < 2;
    this.place.textContent = turns ? `${turn + 1} of ${turns}` : '';
  }
}
