/**
 * The one truth in the browser: the topology as the server told it, as it is shown with edits on their way, and
 * the conversation by which it becomes so.
 *
 * @import { Design, Engine, Fields, Intent, Kind, Message, State, StatedKind } from '../types.js'
 * @import { Transport } from './socket.js'
 */
import { EMPTY, keyOf } from '../design/objects.js';
import { Company } from '../company/company.js';
import { Mismatch } from './delta.js';
import { Queue } from './queue.js';
import { Told } from './told.js';

/** @typedef {{design: Design, why: string}} Past  a design that was, and why nothing may be changed meanwhile */
/** @typedef {'connecting' | 'open' | 'reconnecting' | 'closed'} Connection */

/** @type {{state: State, reason: string}} */
const DESIGNED = { state: 'designed', reason: '' };
const ANSWERS = new Set(['done', 'refused', 'conflict']);

export class Model extends Told {
  /** @param {Transport} transport */
  constructor(transport) {
    super();
    this.transport = transport;
    /** As it is shown. @type {Design} */
    this.design = EMPTY;
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {Connection} */
    this.connection = 'connecting';
    this.closedReason = '';
    /** A design that is looked at instead of the stored one. @type {Past | null} */
    this.past = null;
    /** @type {Set<(message: Message | null) => void>} */
    this.listeners = new Set();
    this.company = new Company(transport);
    this.queue = new Queue({
      design: () => this.stored,
      revision: () => this.topology.revision,
      number: () => this.number ?? 0,
      send: (message) => transport.send(message),
    });
  }

  connect() {
    this.transport.connect({
      opened: () => this.opened(),
      received: (message) => this.received(message),
      lost: (final) => this.lost(final),
    });
  }

  disconnect() {
    this.transport.disconnect();
  }

  /**
   * @param {(message: Message | null) => void} listener  called with what was heard, or null
   * @returns {() => void} stops listening
   */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * For what only shows how things are: messages come in bursts, of which nobody sees more than the last.
   * @param {() => void} listener  called in the next frame after something was heard
   * @returns {() => void} stops watching
   */
  watch(listener) {
    let frame = 0;
    const show = () => {
      frame = 0;
      listener();
    };
    const stop = this.subscribe(() => (frame ||= requestAnimationFrame(show)));
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }

  /**
   * For what draws the design and how it stands: the engine says every other second that it is alive, which changes
   * nothing of that.
   * @param {() => void} listener
   * @returns {() => void} stops listening
   */
  subscribeToDesign(listener) {
    return this.subscribe((message) => message?.type !== 'engine' && listener());
  }

  get loaded() {
    return this.number !== null;
  }

  get mayEdit() {
    return this.loaded && this.topology.role !== 'viewer' && this.connection !== 'closed';
  }

  /** @param {Kind | StatedKind} kind @param {string} name @returns {{state: State, reason: string}} */
  stateOf(kind, name) {
    return (this.past ? null : this.states.get(keyOf(kind, name))) ?? DESIGNED;
  }

  /** What was seen of an object that no design says. @param {Kind} kind @param {string} name */
  factsOf(kind, name) {
    return (this.past ? null : this.facts.get(keyOf(kind, name))) ?? [];
  }

  /**
   * What is wrong with one object of the design.
   * @param {Kind} kind
   * @param {string} name
   */
  problemsOf(kind, name) {
    return this.shownProblems.filter((each) => each.kind === kind && each.name === name);
  }

  /** Those of the design that is shown; what is told of the stored one says nothing of an older. */
  get shownProblems() {
    return this.past ? [] : this.problems;
  }

  /** Shows a design that was, or with null the stored one again. @param {Past | null} past */
  look(past) {
    this.past = past;
    this.changed(null);
  }

  /** Changes the design: seen at once, taken back if refused. @param {Intent} intent */
  edit(intent) {
    return this.ask('edit', intent);
  }

  /** The same, made real now, though other edits may wait. @param {Intent} intent */
  editAtOnce(intent) {
    return this.ask('edit', intent, { deploy: true });
  }

  /**
   * @param {'edit' | 'deploy' | 'destroy' | 'repair' | 'adopt' | 'drift' | 'auto_deploy' | 'undo' | 'redo' |
   *   'restore' | 'checkpoint' | 'forget_checkpoint' | 'play' | 'stop'} type
   * @param {Intent | null} [intent]
   * @param {Fields} [fields]  what else the message says
   */
  async ask(type, intent = null, fields = {}) {
    const answer = this.queue.submit(type, intent, fields);
    this.changed(null);
    const { done, operations, problems } = await answer;
    this.changed(null);
    return { done, operations, problems };
  }

  /** @param {Message | null} message */
  changed(message) {
    this.design = this.past?.design ?? this.queue.over(this.stored);
    for (const listener of this.listeners) listener(message);
  }

  opened() {
    this.transport.send({ type: 'hello', after: this.number });
    this.company.begin();
    if (this.loaded) this.ready();
  }

  ready() {
    this.connection = 'open';
    this.queue.opened();
    this.queue.pump();
    this.changed(null);
  }

  /** @param {boolean} final */
  lost(final) {
    if (final) this.connection = 'closed';
    else if (this.connection !== 'closed') this.connection = this.loaded ? 'reconnecting' : 'connecting';
    this.queue.lost();
    this.company.lost();
    this.changed(null);
  }

  /** @param {Message} message */
  received(message) {
    if (message.type === 'company') return this.company.heard(message);
    if (ANSWERS.has(message.type)) this.queue.answered(message);
    else if (message.type === 'engine') this.engine = /** @type {any} */ (message);
    else if (message.type === 'facts') this.see(message.objects);
    else if (message.type === 'closed') this.close(message.reason);
    else if (message.type === 'snapshot') this.start(message);
    else if (!this.follows(message)) return;
    this.queue.caughtUp();
    this.changed(message);
  }

  /** @param {string} reason */
  close(reason) {
    this.connection = 'closed';
    this.closedReason = reason;
  }

  /** @param {Message} snapshot */
  start(snapshot) {
    this.begin(snapshot);
    this.connection = 'open';
    this.queue.opened();
  }

  /** Takes the next message of the sequence; asks again at a gap. @param {Message} message */
  follows(message) {
    if (this.number === null || message.number <= this.number) return false;
    if (message.number > this.number + 1) return this.askAgain(this.number);
    try {
      this.take(message);
    } catch (error) {
      if (error instanceof Mismatch) return this.askAgain(null);
      throw error;
    }
    return true;
  }

  /** @param {number | null} after */
  askAgain(after) {
    this.transport.send({ type: 'hello', after });
    return false;
  }
}
