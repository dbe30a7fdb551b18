/**
 * Against moves by accident: while it is on, no hand or key moves a box. Said once, then it is known.
 *
 * @import { Notices } from './frame/notices.js'
 */
import { Remembered } from './frame/remembered.js';

export const LOCKED = 'the drawing is locked against moves; Alt + L unlocks it';

export class Lock extends Remembered {
  /** @param {Notices} notices */
  constructor(notices) {
    super('locked');
    this.notices = notices;
    this.said = false;
  }

  /** @returns {boolean} whether nothing may be moved; says so the first time */
  holds() {
    if (this.on && !this.said) this.notices.toast(`Not moved: ${LOCKED}`, { action: { title: 'Unlock', run: () => this.toggle() } });
    this.said ||= this.on;
    return this.on;
  }

  /** @override */
  toggle() {
    super.toggle();
    this.said = false;
    this.notices.announce(this.on ? 'locked against moves' : 'unlocked');
  }
}
