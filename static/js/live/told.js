/**
 * A topology as the server has told it: where things stood, and each change since.
 *
 * @import {
 *   Design, Difference, Fact, Fields, Message, ObjectFacts, ObjectState, Playing, Problem, State, Topology, Waiting
 * } from '../types.js'
 */
import { EMPTY, keyOf, serviceName } from '../design/objects.js';
import { applyDelta, isOnlyDrawn } from './delta.js';

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

export class Told {
  constructor() {
    /** That of the last change. @type {number | null} */
    this.number = null;
    this.topology = UNKNOWN;
    /** @type {Design} */
    this.stored = EMPTY;
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
    /** When the scenario began that is being played, by this browser's own clock, in ms. */
    this.began = 0;
  }

  /** Forgets all that was. @param {Message} snapshot */
  begin(snapshot) {
    this.number = snapshot.number;
    this.topology = snapshot.topology;
    this.stored = { ...EMPTY, ...snapshot.design };
    this.problems = snapshot.problems;
    this.wait(snapshot.waiting);
    this.status = { state: snapshot.status.state, reason: snapshot.status.reason };
    this.states = new Map();
    this.report(snapshot.status.objects);
    this.began = beganAt(snapshot.topology.playing);
  }

  /** The next of the sequence. Throws Mismatch if it is about another design; then nothing has changed. @param {Message} message */
  take(message) {
    if (message.type === 'change') this.takeChange(message);
    if (message.type === 'control') this.takeControl(message);
    if (message.type === 'report') this.takeReport(message);
    this.number = message.number;
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
