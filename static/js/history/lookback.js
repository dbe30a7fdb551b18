/**
 * An earlier revision on the canvas, or two compared there. Nothing can be edited meanwhile.
 *
 * @import { Desk } from '../desk.js'
 * @import { Design, Message } from '../types.js'
 * @import { Row, Told } from './differences.js'
 *
 * @typedef {{revision: number, author: string | null, at: string, sentence: string, design: Design}} Revision
 * @typedef {Object} Comparison
 * @property {number} from  the older one
 * @property {boolean} withNow  follows what is edited meanwhile
 * @property {Row[]} rows
 * @property {string} sentence
 */
import { told } from '../desk.js';
import { EMPTY } from '../design/objects.js';
import { read, Unread } from '../live/api.js';
import { ghostsOf, marksOf, rowsOf } from './differences.js';

export class Lookback {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** The revision on the canvas; of a comparison, the newer one. @type {Revision | null} */
    this.revision = null;
    /** @type {Comparison | null} */
    this.comparison = null;
    /** The request on its way; an answer to another one comes too late. @type {object | null} */
    this.asked = null;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  connect() {
    this.stop = this.desk.model.subscribe((message) => message && this.heard(message));
  }

  disconnect() {
    this.stop?.();
  }

  /** @param {() => void} listener @returns {() => void} stops listening */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  get now() {
    return this.desk.model.topology.revision;
  }

  /** The revisions that are looked at: none, one, or the two compared. */
  get looked() {
    return [this.comparison?.from, this.revision?.revision].filter((each) => each !== undefined);
  }

  /** @param {number} number */
  async look(number) {
    if (number === this.now) {
      this.back();
      return this.desk.notices.announce(`revision ${number} is what is stored now`);
    }
    const revision = await this.ask((topology) => read(topology, `revisions/${number}/`));
    if (!revision) return;
    this.desk.canvas.mark(null);
    this.show(revision, null, `this is revision ${number}, as it was; press Esc to come back to now`);
    this.desk.notices.announce(`revision ${number} of ${this.now}: ${revision.sentence}`);
  }

  /** Two revisions, the older first or not. @param {number} one @param {number} [other]  left out: now */
  async compare(one, other = this.now) {
    const [from, to] = one < other ? [one, other] : [other, one];
    if (from === to) return this.look(from);
    const found = await this.ask((topology) =>
      Promise.all([read(topology, `revisions/${to}/`), read(topology, 'compare/', { from, to })]),
    );
    if (!found) return;
    const [revision, { delta, sentence }] = /** @type {[Revision, {delta: Told[], sentence: string}]} */ (found);
    const rows = rowsOf(delta, revision.design);
    this.desk.canvas.mark(marksOf(delta), ghostsOf(delta));
    const why = `revisions ${from} and ${to} are being compared; press Esc to come back to now`;
    this.show(revision, { from, withNow: to === this.now, rows, sentence }, why);
    this.desk.notices.announce(`from revision ${from} to ${to}: ${sentence}`);
  }

  /** @param {Revision} revision @param {Comparison | null} comparison @param {string} why */
  show(revision, comparison, why) {
    this.revision = revision;
    this.comparison = comparison;
    this.desk.model.look({ design: { ...EMPTY, ...revision.design }, why });
    this.changed();
  }

  /** Shows what is stored now again. @returns {boolean} whether anything else was shown */
  back() {
    this.asked = null;
    if (!this.revision) return false;
    this.revision = this.comparison = null;
    this.desk.canvas.mark(null);
    this.desk.model.look(null);
    this.changed();
    return true;
  }

  /** Makes a revision the design again, and offers to undo that. @param {number} revision */
  async restore(revision) {
    const { model, notices } = this.desk;
    const before = this.now;
    const { done, problems } = await model.ask('restore', null, { revision });
    if (!done) return notices.toast(`Not restored: ${told(problems)}`, { level: 'error' });
    this.back();
    if (this.now === before) return notices.toast(`Revision ${revision} is no different from now`);
    notices.toast(`Restored revision ${revision}`, {
      action: { title: 'Undo', run: () => this.desk.undo('undo') },
    });
  }

  /**
   * What is asked of the server; null if something else was asked for meanwhile, or nothing could be read.
   * @template T
   * @param {(topology: string) => Promise<T>} asking
   * @returns {Promise<T | null>}
   */
  async ask(asking) {
    const asked = (this.asked = {});
    try {
      const found = await asking(this.desk.model.topology.name);
      return asked === this.asked ? found : null;
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      if (asked === this.asked) this.desk.notices.toast(`Not shown: ${error.message}`, { level: 'error' });
      return null;
    }
  }

  /** @param {Message} message */
  heard(message) {
    if (message.type !== 'change') return;
    if (this.comparison?.withNow) this.compare(this.comparison.from);
    else this.changed();
  }
}
