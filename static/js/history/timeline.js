/**
 * The log as far as it has been read, newest first, and kept up to date while somebody looks at it.
 *
 * @import { Message } from '../types.js'
 * @import { Model } from '../live/model.js'
 *
 * @typedef {{kind: string, name: string, what: string, done: string}} Deviation
 * @typedef {Object} Entry
 * @property {number} number
 * @property {number} revision
 * @property {'edit' | 'control' | 'report'} kind
 * @property {string | null} author
 * @property {string} at
 * @property {string} sentence
 * @property {Deviation[]} [deviations]
 *
 * @typedef {{name: string, revision: number, author: string | null, at: string}} Checkpoint
 * @typedef {'edit' | 'all'} Filter
 */
import { read, Unread } from '../live/api.js';

/** @type {Record<string, Entry['kind']>} */
const KIND = { change: 'edit', control: 'control', report: 'report' };

export class Timeline {
  /** @param {Model} model @param {typeof read} [fetched] */
  constructor(model, fetched = read) {
    this.model = model;
    this.read = fetched;
    /** @type {Filter} */
    this.filter = 'edit';
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.forget();
  }

  forget() {
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Checkpoint[]} */
    this.checkpoints = [];
    this.hasMore = true;
    this.error = '';
    /** The request on its way; an answer to another one comes too late. @type {object | null} */
    this.asked = null;
  }

  open() {
    this.stop = this.model.subscribe((message) => message && this.heard(message));
    this.reload();
  }

  close() {
    this.stop?.();
    this.asked = null;
  }

  /** @param {() => void} listener @returns {() => void} stops listening */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  /** @param {Filter} filter */
  show(filter) {
    if (filter === this.filter) return;
    this.filter = filter;
    this.reload();
  }

  reload() {
    this.forget();
    return this.more();
  }

  /** Reads the next older page. */
  async more() {
    if (this.asked || !this.hasMore || !this.model.loaded) return;
    const asked = (this.asked = {});
    this.error = '';
    this.changed();
    try {
      const found = await this.read(this.model.topology.name, 'changes/', this.parameters());
      if (asked === this.asked) this.take(found);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      if (asked === this.asked) this.error = error.message;
    }
    if (asked !== this.asked) return;
    this.asked = null;
    this.changed();
  }

  parameters() {
    const last = this.entries.at(-1);
    return {
      .../** @type {Record<string, string>} */ (this.filter === 'edit' ? { kind: 'edit' } : {}),
      ...(last ? { before: last.number } : {}),
    };
  }

  /** What was heard meanwhile is there already. @param {{changes: Entry[], more: boolean, checkpoints: Checkpoint[]}} page */
  take({ changes, more, checkpoints }) {
    const there = new Set(this.entries.map(({ number }) => number));
    const found = changes.filter(({ number }) => !there.has(number));
    this.entries = [...this.entries, ...found].sort((a, b) => b.number - a.number);
    this.hasMore = more;
    this.checkpoints = checkpoints;
  }

  /** @param {Message} message */
  heard(message) {
    if (message.type === 'snapshot') this.reload();
    if (!(message.type in KIND)) return;
    if (message.checkpoint) this.hear(message);
    const kind = KIND[message.type];
    if (this.filter === 'all' || kind === 'edit') this.put(kind, message);
    this.changed();
  }

  /** @param {Entry['kind']} kind @param {Message} message */
  put(kind, { number, author = null, at, sentence, deviations }) {
    if (this.entries.some((each) => each.number === number)) return;
    const { revision } = this.model.topology;
    this.entries = [{ number, revision, kind, author, at, sentence, deviations }, ...this.entries];
  }

  /** That a name was given or taken away. @param {Message} message */
  hear({ checkpoint: { name, forgotten }, author, at }) {
    const others = this.checkpoints.filter((each) => each.name !== name);
    const { revision } = this.model.topology;
    this.checkpoints = forgotten ? others : [...others, { name, revision, author, at }];
  }

  /** What a revision is called. @param {number} revision */
  checkpointsOf(revision) {
    return this.checkpoints.filter((each) => each.revision === revision);
  }
}
