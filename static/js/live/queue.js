/**
 * What was asked for and is not yet in the design, in order, one request at a time.
 *
 * An edit is an *intent*: a function that says its operations for the design as it is when they are sent.
 * So an edit that lost a race (`conflict`) is simply said again of the newer design.
 *
 * @import { Design, Fields, Intent, Message, Operation, Problem } from '../types.js'
 *
 * @typedef {{done: boolean, operations: Operation[], problems: Problem[]}} Answer
 *
 * @typedef {Object} Request
 * @property {string} id
 * @property {string} type
 * @property {Intent | null} intent
 * @property {Fields} fields  what else the message says
 * @property {Operation[] | null} operations  as they were sent; null while they may still change
 * @property {number} revision  that it was sent on
 * @property {boolean} sent
 * @property {boolean} unsure  the connection went before the answer came
 * @property {number} after  a conflict waits for this revision
 * @property {number | null} number  done; the change comes, or came, with this number
 * @property {(answer: Answer) => void} settle
 *
 * @typedef {Object} Base  the design as the server last told it
 * @property {() => Design} design
 * @property {() => number} revision
 * @property {() => number} number
 * @property {(message: Message) => boolean} send
 */
import { applyOperations } from './operations.js';

/** Asking again after a lost answer could do these twice. */
const NOT_TWICE = new Set(['undo', 'redo', 'adopt', 'restore', 'forget_checkpoint', 'play', 'stop']);
const LOST = {
  kind: 'topology',
  name: '',
  field: '',
  reason: 'the connection was lost before the answer came',
  remedy: 'look whether it happened, then try again',
};

const OUTDATED = {
  kind: 'topology',
  name: '',
  field: '',
  reason: 'the design has been edited since you looked at what would be done',
  remedy: 'look again',
};

/** Whether it is about just the revision that it names. @param {Request} request */
const isExact = ({ fields }) => fields.revision !== undefined;

export class Queue {
  /** @param {Base} base */
  constructor(base) {
    this.base = base;
    /** @type {Request[]} */
    this.requests = [];
    this.counter = 0;
    this.open = false;
  }

  /**
   * @param {string} type
   * @param {Intent | null} [intent]
   * @param {Fields} [fields]
   * @returns {Promise<Answer>}
   */
  submit(type, intent = null, fields = {}) {
    return new Promise((settle) => {
      this.counter += 1;
      this.requests.push({
        id: `${type}-${this.counter}`,
        type,
        intent,
        fields,
        operations: null,
        revision: 0,
        sent: false,
        unsure: false,
        after: 0,
        number: null,
        settle,
      });
      this.pump();
    });
  }

  /** The design with everything asked for laid over it. @param {Design} design */
  over(design) {
    return this.requests.reduce(
      (shown, { operations, intent }) => applyOperations(shown, operations ?? intent?.(shown) ?? []),
      design,
    );
  }

  opened() {
    this.open = true;
  }

  lost() {
    this.open = false;
    const head = this.requests[0];
    if (!head?.sent || head.number !== null) return;
    if (NOT_TWICE.has(head.type)) this.finish(head, false, [LOST]);
    head.sent = false;
    head.unsure = true;
    head.after = 0;
  }

  /** Sends the first request if it may go now. */
  pump() {
    const head = this.requests[0];
    if (!head || head.sent || !this.open || this.base.revision() < head.after) return;
    if (!this.prepare(head)) this.finish(head, true, []);
    else head.sent = this.base.send(message(head));
  }

  /**
   * Says the operations of an edit; false when nothing is left to do. An edit whose answer was lost goes
   * out as
   * it was, on its old revision: it is either done now, or in conflict because it was done then (or
   * somebody else's was), which the newer design shows.
   * @param {Request} request
   */
  prepare(request) {
    const unsure = request.unsure;
    if (unsure && !request.after) return true;
    const design = this.base.design();
    request.unsure = false;
    if (unsure && request.operations && applyOperations(design, request.operations) === design) return false;
    request.revision = this.base.revision();
    request.operations = request.intent ? request.intent(design) : null;
    return request.operations?.length !== 0;
  }

  /** @param {Message} answer  `done`, `refused` or `conflict` */
  answered(answer) {
    const head = this.requests[0];
    if (!head || head.id !== answer.id) return;
    if (answer.type === 'refused') this.finish(head, false, answer.problems);
    else if (answer.type === 'conflict' && isExact(head)) this.finish(head, false, [OUTDATED]);
    else if (answer.type === 'conflict') this.again(head, answer.revision);
    else head.number = answer.number;
    this.caughtUp();
  }

  /** @param {Request} request @param {number} revision */
  again(request, revision) {
    request.sent = false;
    request.after = Math.max(revision, 1);
  }

  /** To be called whenever the design has moved on. */
  caughtUp() {
    const head = this.requests[0];
    if (head && head.number !== null && head.number <= this.base.number()) this.finish(head, true, []);
    else this.pump();
  }

  /** @param {Request} request @param {boolean} done @param {Problem[]} problems */
  finish(request, done, problems) {
    this.requests = this.requests.filter((each) => each !== request);
    request.settle({ done, operations: request.operations ?? [], problems });
    this.pump();
  }
}

/** @param {Request} request @returns {Message} */
function message({ id, type, fields, revision, operations }) {
  if (type === 'edit') return { type, id, revision, operations, ...fields };
  return type === 'deploy' ? { type, id, revision, ...fields } : { type, id, ...fields };
}
