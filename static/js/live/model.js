/**
 * The one truth in the browser: the topology as the server told it, and as it is shown with edits on their
 * way.
 *
 * @import {
 *   Design, Does, Engine, Fact, Fields, Intent, Kind, Message, ObjectFacts, ObjectState, Plan, Problem, State,
 *   Topology, Waiting
 * } from '../types.js'
 * @import { Transport } from './socket.js'
 */
import { EMPTY, keyOf } from '../design/objects.js';
import { Mismatch, applyDelta } from './delta.js';
import { Queue } from './queue.js';

/** @typedef {'connecting' | 'open' | 'reconnecting' | 'closed'} Connection */

const ANSWERS = new Set(['done', 'refused', 'conflict']);
/** @type {Topology} */
const UNKNOWN = {
  name: '',
  revision: 0,
  observed_revision: null,
  role: 'viewer',
  deployed: false,
  auto_deploy: false,
  drift: 'show',
  adoptable: false,
};

/** @param {{kind: string, name: string}} object */
const keyed = ({ kind, name }) => keyOf(kind, name);

export class Model {
  /** @param {Transport} transport */
  constructor(transport) {
    this.transport = transport;
    /** @type {number | null} */
    this.number = null;
    this.topology = UNKNOWN;
    /** @type {Design} */
    this.stored = EMPTY;
    /** @type {Design} */
    this.design = EMPTY;
    /** @type {Problem[]} */
    this.problems = [];
    /** @type {{state: State, reason: string}} */
    this.status = { state: 'designed', reason: '' };
    /** @type {Map<string, ObjectState>} */
    this.states = new Map();
    /** @type {Map<string, Fact[]>} */
    this.facts = new Map();
    /** @type {Map<string, Waiting>} */
    this.waiting = new Map();
    /** @type {Plan | null} */
    this.plan = null;
    /** @type {Map<string, Does>} */
    this.planned = new Map();
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {Connection} */
    this.connection = 'connecting';
    this.closedReason = '';
    /** @type {Set<(message: Message | null) => void>} */
    this.listeners = new Set();
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

  get loaded() {
    return this.number !== null;
  }

  get mayEdit() {
    return this.loaded && this.topology.role !== 'viewer' && this.connection !== 'closed';
  }

  /** @param {Kind} kind @param {string} name @returns {{state: State, reason: string}} */
  stateOf(kind, name) {
    return this.states.get(keyOf(kind, name)) ?? { state: 'designed', reason: '' };
  }

  /** What was seen of an object that no design says. @param {Kind} kind @param {string} name */
  factsOf(kind, name) {
    return this.facts.get(keyOf(kind, name)) ?? [];
  }

  /** What deploying would do to an object: by the plan that is shown, else by the edits that wait.
   * @param {string} key @returns {Does | ''}
   */
  effectOf(key) {
    return (this.plan ? this.planned.get(key) : this.waiting.get(key)?.effect) ?? '';
  }

  /** Shows a plan, or none any more. @param {Plan | null} plan */
  showPlan(plan) {
    this.plan = plan;
    this.planned = new Map(plan?.objects.map(({ kind, name, effect }) => [keyOf(kind, name), effect]));
    this.changed(null);
  }

  /**
   * What is wrong with one object of the design.
   * @param {Kind} kind
   * @param {string} name
   */
  problemsOf(kind, name) {
    return this.problems.filter((each) => each.kind === kind && each.name === name);
  }

  /** Changes the design: seen at once, taken back if refused. @param {Intent} intent */
  edit(intent) {
    return this.ask('edit', intent);
  }

  /**
   * @param {'edit' | 'deploy' | 'destroy' | 'repair' | 'adopt' | 'drift' | 'auto_deploy' | 'undo' | 'redo'} type
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
    this.design = this.queue.over(this.stored);
    for (const listener of this.listeners) listener(message);
  }

  opened() {
    this.transport.send({ type: 'hello', after: this.number });
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
    this.changed(null);
  }

  /** @param {Message} message */
  received(message) {
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
    this.number = snapshot.number;
    this.topology = snapshot.topology;
    this.stored = { ...EMPTY, ...snapshot.design };
    this.problems = snapshot.problems;
    this.wait(snapshot.waiting);
    this.status = { state: snapshot.status.state, reason: snapshot.status.reason };
    this.states = new Map();
    this.report(snapshot.status.objects);
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
    this.number = message.number;
    return true;
  }

  /** @param {number | null} after */
  askAgain(after) {
    this.transport.send({ type: 'hello', after });
    return false;
  }

  /** @param {Message} message */
  take(message) {
    if (message.type === 'change') this.takeChange(message);
    if (message.type === 'control') this.takeControl(message);
    if (message.type === 'report') this.takeReport(message);
  }

  /** @param {Message} change */
  takeChange(change) {
    this.stored = applyDelta(this.stored, change.delta);
    this.topology = { ...this.topology, revision: change.revision, name: this.stored.name };
    this.problems = change.problems;
    this.wait(change.waiting);
    for (const key of change.delta.filter((/** @type {any} */ each) => !each.after).map(keyed))
      if (!this.waiting.has(key)) this.states.delete(key);
  }

  /** @param {Message} control */
  takeControl({ deployed, auto_deploy, drift, waiting }) {
    this.topology = { ...this.topology, deployed, auto_deploy, drift };
    this.wait(waiting);
  }

  /** @param {Waiting[]} [waiting]  all that is not deployed yet */
  wait(waiting = []) {
    this.waiting = new Map(waiting.map((each) => [keyed(each), each]));
  }

  /** @param {Message} report */
  takeReport(report) {
    const { observed_revision, adoptable } = report;
    this.topology = { ...this.topology, observed_revision, adoptable };
    this.status = { state: report.state, reason: report.reason };
    this.report(report.objects);
  }

  /** All facts that there are. @param {ObjectFacts[]} objects */
  see(objects) {
    this.facts = new Map(objects.map(({ kind, name, facts }) => [keyOf(kind, name), facts]));
  }

  /** @param {ObjectState[]} objects */
  report(objects) {
    for (const object of objects) this.states.set(keyOf(object.kind, object.name), object);
  }
}
