/**
 * Which terminals of the topology one may attach to, as long as somebody looks.
 *
 * @import { Line } from '../../console/line.js'
 * @import { Model } from '../../live/model.js'
 *
 * @typedef {{id: string, sandbox: string, owner: string, mine: boolean, shared: boolean}} Attachable
 */
import { openLine } from '../../console/line.js';

export class Others {
  /** @param {Model} model @param {() => void} changed */
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    /** @type {Attachable[]} */
    this.all = [];
    /** Why it is not known. */
    this.reason = '';
    /** @type {Line | null} */
    this.line = null;
    this.asked = false;
  }

  /** Once, until it is closed. */
  open() {
    if (this.asked) return;
    this.asked = true;
    this.reason = '';
    this.line = openLine(this.model.topology.name, { type: 'terminals' }, {
      told: ({ terminals }) => {
        this.all = terminals;
        this.changed();
      },
      closed: (reason) => {
        this.line = null;
        this.all = [];
        this.reason = reason;
        this.changed();
      },
    });
  }

  close() {
    this.line?.close();
    this.line = null;
    this.asked = false;
  }
}
