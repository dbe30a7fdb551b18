/**
 * The others on the canvas: a cursor with their name, and a frame around what they have chosen or are moving.
 *
 * @import { Desk } from '../desk.js'
 * @import { Company, Person } from './company.js'
 */
import { html, need, svg } from '../dom.js';

/** A cursor that has not moved for so long, in ms, fades. */
const IDLE = 10_000;
const AIR = 6;

export class Others {
  /** @param {Desk} desk @param {Company} company */
  constructor(desk, company) {
    this.desk = desk;
    this.company = company;
    this.layer = html('div', { class: 'others', 'aria-hidden': 'true' });
    /** @type {Map<string, HTMLElement>} */
    this.cursors = new Map();
    this.frames = html('div');
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  connect() {
    this.layer.append(this.frames);
    need('[data-part="above"]').prepend(this.layer);
    this.stops = [
      this.company.subscribe(() => this.draw()),
      this.desk.canvas.subscribe(() => this.draw()),
      this.desk.canvas.camera.subscribe(() => this.draw()),
    ];
  }

  disconnect() {
    clearTimeout(this.timer);
    this.stops?.forEach((stop) => stop());
    this.layer.remove();
  }

  draw() {
    const { people } = this.company;
    if (!people.size && !this.cursors.size && !this.frames.childElementCount) return;
    this.frames.replaceChildren(...[...people.values()].flatMap((person) => this.framesOf(person)));
    for (const [id, cursor] of this.cursors) {
      if (people.get(id)?.cursor) continue;
      cursor.remove();
      this.cursors.delete(id);
    }
    for (const person of people.values()) if (person.cursor) this.point(person, person.cursor);
    clearTimeout(this.timer);
    if (this.cursors.size) this.timer = setTimeout(() => this.draw(), IDLE);
  }

  /** @param {Person} person @param {[number, number]} at */
  point(person, at) {
    const cursor = this.cursors.get(person.id) ?? this.appear(person);
    const { x, y } = this.desk.canvas.camera.toView({ x: at[0], y: at[1] });
    cursor.style.transform = `translate(${x}px, ${y}px)`;
    cursor.classList.toggle('idle', this.company.clock() - person.moved >= IDLE);
  }

  /** @param {Person} person */
  appear(person) {
    const arrow = svg('svg', { viewBox: '0 0 16 16' }, svg('path', { d: 'M2 1 L14 8 L8.5 9.5 L6 15 Z' }));
    const cursor = html('div', { class: 'other', 'data-hue': person.hue }, arrow, html('span', {}, person.name));
    this.cursors.set(person.id, cursor);
    this.layer.append(cursor);
    return cursor;
  }

  /** @param {Person} person */
  framesOf({ name, hue, chosen = [], holds = [] }) {
    const keys = new Set([...holds, ...chosen]);
    return [...keys].flatMap((key, at) => {
      const bounds = this.desk.canvas.boundsOf(key);
      if (!bounds) return [];
      const frame = html('div', { class: 'other-frame', 'data-hue': hue, 'data-holds': holds.includes(key) });
      const { x, y } = this.desk.canvas.camera.toView({ x: bounds.left, y: bounds.top });
      const end = this.desk.canvas.camera.toView({ x: bounds.right, y: bounds.bottom });
      frame.style.transform = `translate(${x - AIR}px, ${y - AIR}px)`;
      frame.style.width = `${end.x - x + 2 * AIR}px`;
      frame.style.height = `${end.y - y + 2 * AIR}px`;
      if (!at) frame.append(html('span', {}, holds.length ? `${name} is moving` : name));
      return [frame];
    });
  }
}
