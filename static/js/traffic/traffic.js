/**
 * The traffic of the running network, heard by one line for all that show it. There is no line while nobody looks, or
 * while the tab is hidden.
 *
 * @import { Line, Said } from '../console/line.js'
 * @import { Model } from '../live/model.js'
 * @import { Rates } from './rates.js'
 */
import { openLine } from '../console/line.js';
import { keyOf } from '../design/objects.js';
import { History } from './history.js';
import { STILL, partsOf, read, sum, total, turned } from './rates.js';

/** Seconds after which a line that was lost is opened again. */
const AGAIN = 3;

export class Traffic {
  /** @param {Model} model @param {typeof openLine} [open] */
  constructor(model, open = openLine) {
    this.model = model;
    this.open = open;
    /** Of all that do not rest. @type {Map<string, Rates>} */
    this.rates = new Map();
    this.history = new History();
    /** Why nothing is heard, if it should be. */
    this.trouble = '';
    /** @type {Set<() => void>} */
    this.lookers = new Set();
    /** Those that show it while somebody looks, and want nothing themselves. @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Line | null} */
    this.line = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.again = undefined;
    /** Whose history comes next. @type {Said | null} */
    this.expected = null;
    this.turnedUp = () => this.update();
  }

  connect() {
    document.addEventListener('visibilitychange', this.turnedUp);
    this.stop = this.model.subscribe(() => this.update());
  }

  disconnect() {
    document.removeEventListener('visibilitychange', this.turnedUp);
    this.stop?.();
    this.hangUp();
  }

  /** @param {() => void} told  each second, as long as it looks @returns {() => void} looks no more */
  look(told) {
    this.lookers.add(told);
    this.update();
    this.tell();
    return () => {
      this.lookers.delete(told);
      this.update();
      this.tell();
    };
  }

  /** @param {() => void} listener  called whenever somebody is told, and when they begin and end to look */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whether somebody looks. */
  get isOn() {
    return this.lookers.size > 0;
  }

  /** Whether somebody looks and there is something to be seen. */
  get isWanted() {
    return this.isOn && !document.hidden && this.model.loaded && this.model.topology.deployed;
  }

  /** @param {string} kind @param {string} name @returns {Rates} */
  of(kind, name) {
    const parts = partsOf(this.model.design, kind, name);
    return sum(
      parts.map(([key, isTurned]) => {
        const rates = this.rates.get(key) ?? STILL;
        return isTurned ? turned(rates) : rates;
      }),
    );
  }

  update() {
    if (this.isWanted && !this.line && !this.again) this.call();
    if (!this.isWanted) this.hangUp();
  }

  call() {
    this.trouble = '';
    this.line = this.open(
      this.model.topology.name,
      { type: 'traffic' },
      { told: (message) => this.heard(message), sent: (bytes) => this.fill(bytes), closed: (reason) => this.lost(reason) },
    );
  }

  hangUp() {
    clearTimeout(this.again);
    this.again = undefined;
    this.line?.close();
    this.line = null;
    if (!this.rates.size) return;
    this.rates.clear();
    this.tell();
  }

  /** @param {string} reason */
  lost(reason) {
    this.line = null;
    this.trouble = reason;
    this.rates.clear();
    this.tell();
    this.again = setTimeout(() => {
      this.again = undefined;
      this.update();
    }, AGAIN * 1000);
  }

  /** @param {Said} message */
  heard(message) {
    if (message.type === 'history') this.expected = message;
    if (message.type !== 'rates') return;
    this.trouble = '';
    for (const told of message.objects) {
      const [key, rates] = read(told);
      if (total(rates) || rates.dropsIn || rates.dropsOut) this.rates.set(key, rates);
      else this.rates.delete(key);
    }
    this.history.add(message.at, this.rates);
    this.tell();
  }

  /** @param {ArrayBuffer} bytes */
  fill(bytes) {
    if (!this.expected) return;
    const { at, seconds, objects } = this.expected;
    this.expected = null;
    const keys = objects.map((/** @type {[any, string]} */ [kind, name]) => keyOf(kind, name));
    this.history.load(at, seconds, keys, new Float32Array(bytes));
    this.tell();
  }

  tell() {
    for (const told of [...this.lookers, ...this.listeners]) told();
  }
}
