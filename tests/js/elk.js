/** ELK's own worker, as the page loads it, run in this process: what it is told and answers is the same. */
import { readFileSync, readdirSync } from 'node:fs';
import vm from 'node:vm';

const vendor = new URL('../../static/vendor/', import.meta.url);
const folder = readdirSync(vendor).find((each) => each.startsWith('elkjs@'));
const script = new vm.Script(readFileSync(new URL(`${folder}/elk-worker.min.js`, vendor), 'utf8'));

export class ElkWorker extends EventTarget {
  constructor() {
    super();
    this.inside = { setTimeout, clearTimeout, console, postMessage: (data) => this.answer(data) };
    this.inside.self = this.inside;
    script.runInContext(vm.createContext(this.inside));
    this.parse = vm.runInContext('JSON.parse', this.inside);
  }

  answer(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: structuredClone(data) }));
  }

  postMessage(data) {
    this.inside.onmessage({ data: this.parse(JSON.stringify(data)) }); // it knows only arrays of its own world
  }

  terminate() {}
}
