/**
 * The one truth in the browser: the topology as the server told it, and as it is shown with edits on their
 * way.
 *
 * @import {
 *   Design, Difference, Engine, Fact, Fields, Intent, Kind, Message, ObjectFacts, ObjectState, Playing, Problem,
 *   State, StatedKind, Topology, Waiting
 * } from '../types.js'
 * @import { Transport } from './socket.js'
 */
import { EMPTY, keyOf, serviceName } from '../design/objects.js';
import { Mismatch, applyDelta, isOnlyDrawn } from './delta.js';
import { Company } from '../company/company.js';
import { Queue } from './queue.js';

/** @typedef {{design: Design, why: string}} Past  a design that was, and why nothing may be changed meanwhile */
/** @typedef {'connecting' | 'open' | 'reconnecting' | 'closed'} Connection */

/** @type {{state: State, reason: string}} */
const DESIGNED = { state: 'designed', reason: '' };
const ANSWERS = new Set(['done', 'refused', 'conflict']);
/** @type {Topology} */
const UNKNOWN = {
  name: '',
  revision: 0,
  effective_revision: 0,
  observed_revision: null,
  role: 'viewer',
  deployed: false,
  auto_deploy: false,
  drift: 'show',
  adoptable: false,
  playing: null,
};

/** The keys of what is no more after a change. @param {Difference} difference */
function goneWith({ kind, name, before, after }) {
  if (kind !== 'sandbox') return after ? [] : [keyOf(kind, name)];
  const left = new Set(servicesIn(name, after));
  const gone = servicesIn(name, before).filter((key) => !left.has(key));
  return after ? gone : [keyOf(kind, name), ...gone];
}

/** @param {string} sandbox @param {Fields | null} fields */
const servicesIn = (sandbox, fields) =>
  /** @type {{name: string}[]} */ (fields?.services ?? []).map(({ name }) =>
    keyOf('service', serviceName(sandbox, name)),
  );

/** @param {Playing | null | undefined} playing */
const beganAt = (playing) => performance.now() - 1000 * (playing?.elapsed ?? 0);

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
    /** How many objects there are of which an edit is not deployed yet. */
    this.waits = 0;
    /** The first of them. @type {Map<string, Waiting>} */
    this.waiting = new Map();
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {Connection} */
    this.connection = 'connecting';
    this.closedReason = '';
    /** When the scenario began that is being played, by this browser's own clock, in ms. */
    this.began = 0;
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
    this.number = snapshot.number;
    this.topology = snapshot.topology;
    this.stored = { ...EMPTY, ...snapshot.design };
    this.problems = snapshot.problems;
    this.wait(snapshot.waiting);
    this.status = { state: snapshot.status.state, reason: snapshot.status.reason };
    this.states = new Map();
    this.report(snapshot.status.objects);
    this.began = beganAt(snapshot.topology.playing);
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
    const { revision, delta } = change;
    const effective_revision = isOnlyDrawn(delta) ? this.topology.effective_revision : revision;
    this.topology = { ...this.topology, revision, effective_revision, name: this.stored.name };
    this.problems = change.problems;
    this.wait(change.waiting);
    if (!this.waits) for (const key of change.delta.flatMap(goneWith)) this.states.delete(key);
  }

  /** @param {Message} control */
  takeControl({ deployed, auto_deploy, drift, playing = null, waiting }) {
    if (playing?.began !== this.topology.playing?.began) this.began = beganAt(playing);
    this.topology = { ...this.topology, deployed, auto_deploy, drift, playing };
    this.wait(waiting);
  }

  /** @param {{count: number, objects: Waiting[]}} [waiting] */
  wait({ count, objects } = { count: 0, objects: [] }) {
    this.waits = count;
    this.waiting = new Map(objects.map((each) => [keyOf(each.kind, each.name), each]));
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
