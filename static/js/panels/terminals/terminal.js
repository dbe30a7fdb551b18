/**
 * One terminal in the page: its line, its screen, and how it is with it.
 *
 * @import { Line, Said } from '../../console/line.js'
 * @import { Screen, Uses } from './screen.js'
 *
 * @typedef {'opening' | 'open' | 'ended' | 'closed'} State
 * @typedef {(label: string, uses: Uses) => Screen} MakeScreen
 */
import { openLine } from '../../console/line.js';
import { html } from '../../dom.js';
import { Finding } from './finding.js';

const PIECE = 1 << 15;

export class TerminalTab {
  /**
   * @param {string} topology
   * @param {string} sandbox  empty as long as only its id is known
   * @param {MakeScreen} makeScreen
   * @param {{changed: (tab: TerminalTab) => void, left: () => void}} acts
   */
  constructor(topology, sandbox, makeScreen, acts) {
    this.topology = topology;
    this.sandbox = sandbox;
    this.acts = acts;
    this.id = '';
    /** The id of one that was there before the page was. */
    this.wanted = '';
    this.owner = '';
    this.mine = true;
    this.shared = false;
    /** @type {string[]} */
    this.watching = [];
    /** @type {State} */
    this.state = 'opening';
    this.reason = '';
    this.drawn = 0;
    /** Whether it may go on under its id. */
    this.lost = false;
    /** @type {Line | null} */
    this.line = null;
    this.screen = makeScreen(`Terminal of ${sandbox || 'a sandbox'}`, {
      typed: (bytes) => this.typed(bytes),
      resized: (columns, rows) => this.resized(columns, rows),
      found: (count) => this.finding.tell(count),
      left: acts.left,
    });
    this.finding = new Finding(this.screen);
    this.note = html('p', { class: 'terminal-note', role: 'status', hidden: true });
    this.element = html('div', { class: 'terminal-pane' }, this.finding.element, this.screen.element, this.note);
    this.element.addEventListener('keydown', (event) => {
      if (event.ctrlKey && event.shiftKey && event.code === 'KeyF') {
        event.preventDefault();
        this.finding.open();
      }
    });
  }

  /** @param {{sandbox: string} | {id: string}} which */
  attach(which) {
    this.state = 'opening';
    this.reason = '';
    const { cols: columns, rows } = this.screen.terminal;
    this.line = openLine(this.topology, { type: 'terminal', ...which, columns, rows }, {
      told: (message) => this.told(message),
      sent: (bytes) => this.screen.write(bytes, () => this.drew(bytes.byteLength)),
      closed: (reason) => this.closed(reason),
    });
    this.changed();
  }

  /** Ends it, if it is one's own. */
  end() {
    if (this.mine) this.line?.say({ type: 'end' });
    this.detach();
  }

  detach() {
    this.line?.close();
    this.screen.close();
    this.element.remove();
  }

  /** @param {boolean} on */
  share(on) {
    this.line?.say({ type: 'share', on });
  }

  /** @param {Said} message */
  told(message) {
    if (message.type === 'restart') this.screen.reset();
    else if (message.type === 'ended') {
      this.state = 'ended';
      this.reason = message.reason ? `: ${message.reason}` : message.status ? ` with status ${message.status}` : '';
    } else this.became(message);
    this.changed();
  }

  /** @param {Said} message */
  became({ id, sandbox, owner, mine, shared, watching, columns, rows }) {
    const first = this.state === 'opening';
    if (first && id !== this.id) this.screen.reset();
    Object.assign(this, { id, sandbox, owner, mine, shared, watching, state: 'open', lost: false });
    if (!mine) this.screen.watch(columns, rows);
    else if (first) this.screen.fit();
  }

  /** @param {string} reason */
  closed(reason) {
    this.line = null;
    if (this.state !== 'ended') {
      this.lost = this.state === 'open' && this.id !== '';
      this.state = 'closed';
      this.reason = reason;
    }
    this.changed();
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  typed(bytes) {
    if (this.state === 'open' && this.mine)
      for (let at = 0; at < bytes.length; at += PIECE) this.line?.send(bytes.slice(at, at + PIECE));
    else if (bytes.length === 1 && bytes[0] === 13 && ['ended', 'closed'].includes(this.state)) this.again();
  }

  /** Back to it, or to a new one in its place. */
  again() {
    if (this.lost) {
      this.screen.reset();
      this.attach({ id: this.id });
    } else if (this.mine && this.sandbox) this.attach({ sandbox: this.sandbox });
  }

  /** @param {number} columns @param {number} rows */
  resized(columns, rows) {
    if (this.state === 'open') this.line?.say({ type: 'resize', columns, rows });
  }

  /** The console sends no more than so much ahead. @param {number} bytes */
  drew(bytes) {
    this.drawn += bytes;
    if (this.drawn < PIECE) return;
    this.line?.say({ type: 'taken', bytes: this.drawn });
    this.drawn = 0;
  }

  changed() {
    this.note.textContent = this.sentence;
    this.note.hidden = !this.sentence;
    this.element.dataset.state = this.state;
    this.acts.changed(this);
  }

  /** What its person has to know; empty while it simply runs. */
  get sentence() {
    const enter = this.mine && this.sandbox ? ' Press Enter for a new one.' : '';
    if (this.state === 'ended') return `The shell has ended${this.reason}.${enter}`;
    if (this.state === 'closed')
      return `${this.reason || 'It was closed'}.${this.lost ? ' Press Enter to come back to it.' : ''}`;
    if (this.state === 'opening') return 'Opening…';
    return this.mine ? '' : `${this.owner} types here; you watch.`;
  }
}
