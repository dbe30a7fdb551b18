/**
 * In the top bar: who else is here. A click on somebody offers to go where they point, and to follow who presents.
 *
 * @import { Company, Person } from './company.js'
 * @import { Following } from './following.js'
 * @import { Menu, MenuItem } from '../frame/menu.js'
 * @import { Notices } from '../frame/notices.js'
 */
import { html, need } from '../dom.js';

const SHOWN = 4;

export class People {
  /** @param {Company} company @param {Following} following @param {Menu} menu @param {Notices} notices */
  constructor(company, following, menu, notices) {
    this.company = company;
    this.following = following;
    this.menu = menu;
    this.notices = notices;
    this.place = need('[data-part="people"]');
    this.said = '';
    /** @type {Set<string>} */
    this.presenting = new Set();
  }

  connect() {
    this.stop = this.company.subscribe(() => this.update());
    this.update();
  }

  disconnect() {
    this.stop?.();
  }

  update() {
    const people = this.company.names;
    this.invite(people);
    const said = JSON.stringify(people.map(({ name, sight }) => [name, Boolean(sight)]));
    if (said === this.said) return;
    this.said = said;
    const more = people.length - SHOWN;
    this.place.replaceChildren(
      ...people.slice(0, SHOWN).map((person) => this.face(person)),
      more > 0 ? this.rest(people.slice(SHOWN)) : '',
    );
    this.place.hidden = !people.length;
  }

  /** Says once that somebody presents, and offers to follow. @param {Person[]} people */
  invite(people) {
    for (const { id, name, sight } of people) {
      if (sight && !this.presenting.has(id))
        this.notices.toast(`${name} is presenting`, {
          action: { title: 'Follow', run: () => this.following.follow(id) },
        });
      if (sight) this.presenting.add(id);
      else this.presenting.delete(id);
    }
  }

  /** @param {Person} person */
  face(person) {
    const { name, hue, sight } = person;
    const says = sight ? `${name}, presenting` : name;
    return html(
      'button',
      {
        class: 'face',
        type: 'button',
        title: says,
        'aria-label': `${name.slice(0, 2)}: ${says} is here`,
        'aria-haspopup': 'menu',
        'data-hue': hue,
        'data-presenting': Boolean(sight),
        onclick: (/** @type {MouseEvent} */ event) =>
          this.open(/** @type {HTMLElement} */ (event.currentTarget), name, this.items(person)),
      },
      name.slice(0, 2),
    );
  }

  /** @param {Person[]} people */
  rest(people) {
    const items = people.flatMap((person, at) => [...(at ? [null] : []), ...this.items(person)]);
    return html(
      'button',
      {
        class: 'face',
        type: 'button',
        'aria-label': `${people.length} more are here`,
        'aria-haspopup': 'menu',
        onclick: (/** @type {MouseEvent} */ event) =>
          this.open(/** @type {HTMLElement} */ (event.currentTarget), 'Also here', items),
      },
      `+${people.length}`,
    );
  }

  /** @param {HTMLElement} button @param {string} title @param {MenuItem[]} items */
  open(button, title, items) {
    const { left, bottom } = button.getBoundingClientRect();
    this.menu.open({ clientX: left, clientY: bottom + 4 }, title, items);
  }

  /** @param {Person} person @returns {MenuItem[]} */
  items({ id, name }) {
    const now = () => this.company.people.get(id);
    return [
      {
        title: `Go where ${name} points`,
        icon: 'pointer',
        why: now()?.cursor ? '' : `${name} does not point at the drawing now`,
        run: () => this.following.visit(id),
      },
      {
        title: `Follow ${name}`,
        icon: 'broadcast',
        why: now()?.sight ? '' : `${name} does not present now`,
        run: () => this.following.follow(id),
      },
    ];
  }
}
