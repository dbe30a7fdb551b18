/**
 * In the inspector: who else is editing a field of the object that is shown.
 *
 * @import { Desk } from '../desk.js'
 * @import { Company } from './company.js'
 */
import { html, need } from '../dom.js';

export class EditedFields {
  /** @param {Desk} desk @param {Company} company */
  constructor(desk, company) {
    this.desk = desk;
    this.company = company;
    this.inspector = need('[data-part="inspector"]');
  }

  connect() {
    this.stops = [this.company.subscribe(() => this.show()), this.desk.selection.subscribe(() => this.show())];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
  }

  show() {
    const key = this.desk.selection.only;
    const editing = new Map([...this.company.people.values()].map((person) => [person.field, person]));
    for (const field of this.inspector.querySelectorAll('.field[data-field]')) {
      const person = key && editing.get(`${key} ${field.getAttribute('data-field')}`);
      const there = field.querySelector('.elsewhere');
      if (!person) there?.remove();
      else if (there?.textContent !== words(person.name)) {
        there?.remove();
        field.append(html('p', { class: 'elsewhere', role: 'status', 'data-hue': person.hue }, words(person.name)));
      }
    }
  }
}

/** @param {string} name */
const words = (name) => `${name} is editing this`;
