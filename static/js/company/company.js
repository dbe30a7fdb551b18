/**
 * Who else is at this topology, and what they point at. What this person points at is told to them, seldom enough
 * and only if there is somebody.
 *
 * @import { Message } from '../types.js'
 * @import { Transport } from '../live/socket.js'
 *
 * @typedef {Object} Presence  as docs/protocol.md has it
 * @property {string} name
 * @property {[number, number]} [cursor]
 * @property {string[]} [chosen]
 * @property {string[]} [holds]
 * @property {string} [field]
 * @property {[number, number, number]} [sight]
 *
 * @typedef {Omit<Presence, 'name'>} Pointing
 * @typedef {Presence & {id: string, hue: number, moved: number}} Person  `moved`: when they last did something, in ms
 */
import { hueOf } from '../canvas/hues.js';

/** Milliseconds between two words of one browser. */
const PAUSE = 60;

export class Company {
  /** @param {Transport} transport @param {() => number} [clock] */
  constructor(transport, clock = Date.now) {
    this.transport = transport;
    this.clock = clock;
    /** @type {Map<string, Person>} */
    this.people = new Map();
    /** @type {Pointing} */
    this.own = {};
    this.said = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Of several windows of one person only one, the newest. */
  get names() {
    return [...new Map([...this.people.values()].map((person) => [person.name, person])).values()];
  }

  /** Who holds one of these objects now. @param {string[]} keys */
  holderOf(keys) {
    return [...this.people.values()].find(({ holds = [] }) => keys.some((key) => holds.includes(key))) ?? null;
  }

  /** After each hello: the server tells of everybody anew. */
  begin() {
    this.people.clear();
    this.said = '';
    this.say();
    this.changed();
  }

  lost() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.people.clear();
    this.changed();
  }

  /** @param {Message} message  of type `company` */
  heard(message) {
    const before = this.people.size;
    for (const [id, presence] of Object.entries(message.people)) {
      if (presence) this.people.set(id, { ...presence, id, hue: hueOf(presence.name), moved: this.clock() });
      else this.people.delete(id);
    }
    if (!before && this.people.size) this.later();
    this.changed();
  }

  /** What this person points at now. @param {Pointing} pointing */
  point(pointing) {
    this.own = { ...this.own, ...pointing };
    if (this.people.size) this.later();
  }

  later() {
    this.timer ??= setTimeout(() => this.say(), PAUSE);
  }

  say() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const words = JSON.stringify(this.own);
    if (words !== this.said && this.transport.send({ type: 'presence', ...this.own })) this.said = words;
  }

  changed() {
    for (const listener of this.listeners) listener();
  }
}
