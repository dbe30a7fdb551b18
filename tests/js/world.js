/** What tests of the designer's modules are made of. */
import { Model } from '../../static/js/live/model.js';
import { applyOperations } from '../../static/js/live/operations.js';

/** A design from shorthand: endpoints as 'app1.eth0>lan1', patches as 'p1:lan1-lan2'. */
export function design({ networks = [], sandboxes = [], endpoints = [], patches = [], layout = {}, ...figures } = {}) {
  return {
    name: 'lab',
    networks: networks.map((each) => (typeof each === 'string' ? { name: each } : each)),
    sandboxes: sandboxes.map((each) => (typeof each === 'string' ? { name: each } : each)),
    endpoints: endpoints.map(endpoint),
    patches: patches.map((each) => {
      const [name, ends] = each.split(':');
      return { name, networks: ends.split('-') };
    }),
    layout,
    areas: [],
    notes: [],
    marks: [],
    scenarios: [],
    ...figures,
  };
}

function endpoint(text) {
  if (typeof text !== 'string') return text;
  const [, sandbox, name, network] = /^(.+)\.(.+)>(.+)$/.exec(text);
  return { sandbox, interface: name, network };
}

/** A server as small as can be: it keeps a design and answers when it is told to. */
export class Server {
  constructor(start = design(), role = 'owner') {
    this.design = start;
    this.revision = 1;
    this.number = 10;
    this.role = role;
    this.heard = [];
    this.up = true;
  }

  /** @implements {Transport} */
  connect(listener) {
    this.listener = listener;
    listener.opened();
  }

  disconnect() {}

  send(message) {
    if (!this.up) return false;
    this.heard.push(message);
    if (message.type === 'hello' && message.after === null) this.snapshot();
    return true;
  }

  say(message) {
    this.listener.received(structuredClone(message));
  }

  snapshot() {
    this.say({
      type: 'snapshot',
      number: this.number,
      design: this.design,
      problems: [],
      status: { state: 'designed', reason: '', objects: [] },
      topology: {
        name: 'lab',
        revision: this.revision,
        effective_revision: this.revision,
        observed_revision: null,
        role: this.role,
        deployed: false,
        drift: 'show',
        adoptable: false,
      },
    });
  }

  /** The last edit that came. */
  get asked() {
    return this.heard.findLast((each) => each.type !== 'hello');
  }

  /** Somebody's change, as a delta. */
  change(delta, author = 'lina') {
    this.revision += 1;
    this.number += 1;
    this.say({
      type: 'change',
      number: this.number,
      revision: this.revision,
      author,
      at: '',
      sentence: '',
      delta,
      problems: [],
    });
  }

  /** Carries out the last edit; only additions, which is enough here. */
  accept() {
    const { id, operations } = this.asked;
    this.design = applyOperations(this.design, operations);
    this.change(
      operations
        .filter((each) => each.op === 'add')
        .map(({ kind, value }) => ({ kind, name: value.name, before: null, after: value })),
      'me',
    );
    this.say({ type: 'done', id, revision: this.revision, number: this.number });
  }

  lose() {
    this.up = false;
    this.listener.lost(false);
  }

  returns() {
    this.up = true;
    this.listener.opened();
  }
}

/** A model that has heard the server's snapshot. */
export function connected(server) {
  const model = new Model(server);
  model.connect();
  return model;
}

/** What a change says of an object that was added. */
export const added = (kind, value) => ({ kind, name: value.name, before: null, after: value });
