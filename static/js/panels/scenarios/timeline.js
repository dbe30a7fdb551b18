/**
 * The steps of a scenario along a line of time, and how far it has come.
 *
 * @import { Step } from '../../types.js'
 */
import { clock, said } from '../../chaos/clock.js';
import { html } from '../../dom.js';

/** Seconds from the last step to the end, as the server has it. */
export const AFTERMATH = 5;

/** @param {Step[]} steps */
export const lengthOf = (steps) => (steps.at(-1)?.at ?? 0) + AFTERMATH;

export class Timeline {
  constructor() {
    this.said = '';
    this.marks = html('div', { class: 'timeline-marks' });
    this.hand = html('div', { class: 'timeline-hand', hidden: true });
    this.time = html('output', { class: 'timeline-time' });
    this.element = html(
      'div',
      { class: 'scenario-timeline' },
      html('div', { class: 'timeline-line' }, this.marks, this.hand),
      this.time,
    );
  }

  /** @param {Step[]} steps @param {number | null} elapsed  null: it is not being played */
  update(steps, elapsed) {
    const length = lengthOf(steps);
    const now = JSON.stringify(steps);
    if (now !== this.said)
      this.marks.replaceChildren(
        ...steps.map((step) => {
          const mark = html('span', { class: 'timeline-mark', title: `${clock(step.at)} ${said(step)}`, 'data-do': step.do });
          mark.style.left = `${(100 * step.at) / length}%`;
          return mark;
        }),
      );
    this.said = now;
    this.hand.hidden = elapsed === null;
    this.hand.style.left = `${(100 * (elapsed ?? 0)) / length}%`;
    const time = `${clock(Math.floor(elapsed ?? 0))} / ${clock(length)}`;
    if (this.time.textContent !== time) this.time.textContent = time;
  }
}
