/**
 * What the tools work on, and the edits that several of them make.
 *
 * @import { Canvas } from './canvas/canvas.js'
 * @import { Point } from './canvas/geometry.js'
 * @import { Notices } from './frame/notices.js'
 * @import { Box } from './canvas/scene.js'
 * @import { Tool } from './live/edits.js'
 * @import { Answer } from './live/queue.js'
 * @import { Model } from './live/model.js'
 * @import { Selection } from './selection.js'
 * @import { Design, Intent, Kind, Problem } from './types.js'
 */
import { connectAll, createAndConnectAll } from './arranging/connecting.js';
import { freeNear } from './arranging/room.js';
import { counted, titleOf } from './canvas/faces.js';
import { isTyping } from './commands/shortcuts.js';
import { toolSize } from './canvas/sizes.js';
import { find, fromKey, keyOf, nameOf } from './design/objects.js';
import { settled } from './gestures/guides.js';
import * as edits from './live/edits.js';
import { fixing } from './live/fixing.js';
import { applyOperations } from './live/operations.js';
import { LOCKED, Lock } from './lock.js';

/** @param {Problem[]} problems */
export const told = (problems) =>
  problems.map(({ reason, remedy }) => [reason, remedy].filter(Boolean).join('; ')).join('. ');

export class Desk {
  /**
   * @param {Model} model
   * @param {Selection} selection
   * @param {Canvas} canvas
   * @param {Notices} notices
   */
  constructor(model, selection, canvas, notices) {
    this.model = model;
    this.selection = selection;
    this.canvas = canvas;
    this.notices = notices;
    this.lock = new Lock(notices);
  }

  connect() {
    this.stops = [
      this.canvas.subscribe(() => this.letGo()),
      this.selection.subscribe(() => this.letGo()),
    ];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
  }

  /** Lets go of chosen objects that are gone, or stand there only as ghosts. */
  letGo() {
    const { design } = this.model;
    this.selection.follow((key) => (find(design, fromKey(key).kind, fromKey(key).name) ? key : null));
  }

  /** What is chosen. */
  get chosen() {
    return [...this.selection.keys].map(fromKey);
  }

  /** The boxes among it. @returns {Box[]} */
  get chosenBoxes() {
    const keys = [...this.selection.keys].filter((key) => !this.canvas.isGhost(key));
    return keys.flatMap((key) => this.canvas.scene.boxes.get(key) ?? []);
  }

  /** What is chosen of what is only drawn. */
  get chosenFigures() {
    const keys = [...this.selection.keys].filter((key) => !this.canvas.isGhost(key));
    return keys.flatMap((key) => this.canvas.scene.figures.get(key) ?? []);
  }

  /** What is connected when one begins at a box: all that is chosen with it. @param {Box} box */
  together(box) {
    return this.selection.has(box.key) ? this.chosenBoxes : [box];
  }

  /** Why nothing may be changed now; empty if it may. */
  get barrier() {
    if (!this.model.loaded) return 'the drawing is not loaded yet';
    if (this.model.connection === 'closed') return 'the connection is closed';
    if (this.model.past) return this.model.past.why;
    return this.model.mayEdit ? '' : 'you may look, not edit: your role here is viewer';
  }

  /** Why nothing may be moved now by a command, nor copies put between what stands; empty if it may. */
  get fixed() {
    return this.barrier || (this.lock.on ? LOCKED : '');
  }

  /** Whether these may be moved now by hand or key; says so if not. @param {string[]} keys */
  mayMove(keys) {
    if (this.lock.holds()) return false;
    const holder = this.model.company.holderOf(keys);
    if (holder) this.notices.toast(`${holder.name} is moving this now; wait a moment`);
    return !holder;
  }

  /** Edits, and says so if it is refused. @param {Intent} intent @returns {Promise<Answer>} */
  edit(intent) {
    return this.done(() => this.model.edit(intent));
  }

  /** The same, made real now, though other edits may wait. @param {Intent} intent @returns {Promise<Answer>} */
  editAtOnce(intent) {
    return this.done(() => this.model.editAtOnce(intent));
  }

  /** @param {() => Promise<Answer>} ask @returns {Promise<Answer>} */
  async done(ask) {
    if (this.model.past) return this.refuse(this.model.past.why);
    const answer = await ask();
    if (!answer.done) this.notices.toast(`Not done: ${told(answer.problems)}`, { level: 'error' });
    return answer;
  }

  /** A gesture may have begun before there was a reason against it. @param {string} why @returns {Answer} */
  refuse(why) {
    this.notices.toast(`Not done: ${why}`, { level: 'error' });
    return { done: false, operations: [], problems: [] };
  }

  /** Edits, and chooses what that added last. @param {Intent} intent @returns {Promise<string | undefined>} its name */
  async add(intent) {
    const { done, operations } = await this.edit(intent);
    if (!done) return;
    const added = operations.filter((each) => each.op === 'add');
    const box = added.find((each) => each.kind === 'sandbox' || each.kind === 'network') ?? added[0];
    if (!box) return;
    const key = keyOf(box.kind, nameOf(box.kind, /** @type {any} */ (box.value)));
    this.canvas.draw();
    this.selection.set([key]);
    if (!isTyping(document.activeElement)) this.canvas.focus(key);
    this.notices.announce(`added ${titleOf(this.model.design, box.kind, fromKey(key).name)}`);
    return fromKey(key).name;
  }

  /** @param {Tool} tool @param {Point} at  just there */
  create(tool, at) {
    return this.add(edits.create(tool, [Math.round(at.x), Math.round(at.y)]));
  }

  /** @param {Tool} tool @param {Point} at  there or beside what is there, lined up with others */
  createNear(tool, at) {
    const taken = [...this.canvas.scene.boxes.values()].map(({ rect }) => rect);
    return this.create(tool, settled(this, freeNear({ ...at, ...toolSize(tool) }, taken)));
  }

  /** @param {Box[]} from @param {Box} to */
  async join(from, to) {
    if (from.length === 1) return this.add(edits.connect(from[0], to));
    const { done } = await this.edit(connectAll(from, to));
    if (done) this.notices.announce(`connected ${counted(from.length, 'object')} to ${to.name}`);
  }

  /** @param {Box[]} from @param {Tool} tool @param {Point} at */
  createAndJoin(from, tool, at) {
    const { x, y } = settled(this, { ...at, ...toolSize(tool) });
    return this.add(createAndConnectAll(from, tool, [Math.round(x), Math.round(y)]));
  }

  /**
   * Gives an object another name; the answer says why not.
   * @param {Kind} kind
   * @param {string} name
   * @param {string} to
   */
  async rename(kind, name, to) {
    const renamed = kind === 'endpoint' ? `${name.slice(0, name.lastIndexOf('.'))}.${to}` : to;
    const answering = this.model.edit(edits.rename(kind, name, to));
    const [before, after] = [keyOf(kind, name), keyOf(kind, renamed)];
    this.selection.follow((key) => (key === before ? after : key));
    const answer = await answering;
    if (!answer.done) this.selection.follow((key) => (key === after ? before : key));
    return answer;
  }

  /** Makes the fixes of problems, all in one edit. @param {Problem[]} problems @returns {Promise<Answer>} */
  fix(problems) {
    const [operation] = problems[0]?.fix?.operations ?? [];
    if (problems.length === 1 && operation?.op === 'rename')
      return this.rename(operation.kind, operation.name, operation.to);
    return this.edit(fixing(problems));
  }

  /** Removes what is chosen, says what went with it, and offers to undo. */
  async removeChosen() {
    const before = this.model.design;
    const chosen = this.chosen.filter(({ kind, name }) => find(before, kind, name));
    if (!chosen.length) return;
    const said = `Deleted ${removalOf(before, chosen)}`;
    const { done } = await this.edit(edits.remove(chosen));
    if (done) this.notices.toast(said, { action: { title: 'Undo', run: () => this.undo('undo') } });
  }

  /** @param {'undo' | 'redo'} what */
  async undo(what) {
    const { done, problems } = await this.model.ask(what);
    if (!done) this.notices.toast(told(problems) || `Nothing to ${what}`, { level: 'error' });
  }
}

/**
 * "sandbox app1 and its 2 endpoints", "3 objects and 4 endpoints"
 * @param {Design} design
 * @param {{kind: Kind, name: string}[]} objects
 */
export function removalOf(design, objects) {
  const rest = applyOperations(design, edits.remove(objects)(design));
  /** @param {'endpoint' | 'patch'} kind @param {'endpoints' | 'patches'} all @param {string} plural */
  const along = (kind, all, plural) => {
    const count = design[all].length - rest[all].length - objects.filter((each) => each.kind === kind).length;
    return count > 0 ? [count === 1 ? `1 ${kind}` : `${count} ${plural}`] : [];
  };
  const what =
    objects.length === 1
      ? titleOf(design, objects[0].kind, objects[0].name)
      : counted(objects.length, 'object');
  const gone = [...along('endpoint', 'endpoints', 'endpoints'), ...along('patch', 'patches', 'patches')];
  return gone.length
    ? `${what} and its ${gone.join(' and ')}`.replace(/^(\d+ objects) and its/, '$1 and')
    : what;
}
