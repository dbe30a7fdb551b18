/**
 * Looking where somebody who presents looks, until this person moves the view, presses Esc or the presenter stops.
 *
 * @import { Desk } from '../desk.js'
 * @import { Company } from './company.js'
 */
import { html, need } from '../dom.js';

/** By these a person takes the view back. */
const MOVES = ['wheel', 'pointerdown'];

export class Following {
  /** @param {Desk} desk @param {Company} company */
  constructor(desk, company) {
    this.desk = desk;
    this.company = company;
    /** @type {string | null} */
    this.who = null;
    this.seen = '';
    this.word = html('span');
    this.banner = html(
      'div',
      { class: 'following', role: 'status', hidden: true },
      this.word,
      html('button', { class: 'button', type: 'button', onclick: () => this.stop() }, 'Stop following'),
    );
    this.own = () => this.stop();
  }

  connect() {
    need('[data-part="above"]').append(this.banner);
    this.unsubscribe = this.company.subscribe(() => this.update());
    for (const event of MOVES) this.desk.canvas.viewport.addEventListener(event, this.own);
  }

  disconnect() {
    this.unsubscribe?.();
    for (const event of MOVES) this.desk.canvas.viewport.removeEventListener(event, this.own);
    this.banner.remove();
  }

  /** @param {string} who */
  follow(who) {
    this.who = who;
    this.seen = '';
    this.update();
  }

  /** @returns {boolean} whether anybody was followed */
  stop() {
    const { who } = this;
    this.who = null;
    this.banner.hidden = true;
    return who !== null;
  }

  /** Brings into sight what somebody points at. @param {string} who */
  visit(who) {
    const cursor = this.company.people.get(who)?.cursor;
    if (cursor) this.desk.canvas.camera.flyTo({ x: cursor[0], y: cursor[1] }, this.desk.canvas.camera.transform.k);
  }

  update() {
    if (!this.who) return;
    const person = this.company.people.get(this.who);
    if (!person?.sight) {
      this.stop();
      return;
    }
    if (String(person.sight) === this.seen) return;
    this.seen = String(person.sight);
    const [x, y, k] = person.sight;
    this.word.textContent = `Following ${person.name}`;
    this.banner.hidden = false;
    this.desk.canvas.camera.flyTo({ x, y }, k);
  }
}
