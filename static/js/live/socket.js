/**
 * One websocket that comes back by itself: JSON in and out, a longer wait after every failure.
 *
 * @import { Message } from '../types.js'
 *
 * @typedef {Object} Listener
 * @property {() => void} opened
 * @property {(message: Message) => void} received
 * @property {(final: boolean) => void} lost  final: it will not be tried again
 *
 * @typedef {Object} Transport
 * @property {(listener: Listener) => void} connect
 * @property {() => void} disconnect
 * @property {(message: Message) => boolean} send  false when there is no connection
 */

const FIRST_WAIT = 250;
const LONGEST_WAIT = 8000;
/** Signed out, no permission, no such topology: trying again would be answered the same. */
const FINAL = new Set([4401, 4403, 4404]);

/** @implements {Transport} */
export class Socket {
  /**
   * @param {() => string} url  asked anew at each attempt
   * @param {(url: string) => WebSocket} [open]
   */
  constructor(url, open = (to) => new WebSocket(to)) {
    this.url = url;
    this.open = open;
    this.wait = FIRST_WAIT;
    /** @type {WebSocket | null} */
    this.current = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.retryNow = () => this.attempt();
  }

  /** @param {Listener} listener */
  connect(listener) {
    this.listener = listener;
    globalThis.addEventListener?.('online', this.retryNow);
    this.attempt();
  }

  disconnect() {
    globalThis.removeEventListener?.('online', this.retryNow);
    clearTimeout(this.timer);
    this.listener = undefined;
    this.current?.close();
    this.current = null;
  }

  /** @param {Message} message */
  send(message) {
    if (this.current?.readyState !== WebSocket.OPEN) return false;
    this.current.send(JSON.stringify(message));
    return true;
  }

  attempt() {
    if (this.current || !this.listener) return;
    clearTimeout(this.timer);
    const socket = this.open(this.url());
    this.current = socket;
    socket.addEventListener('open', () => this.listener?.opened());
    socket.addEventListener('message', (event) => this.received(event.data));
    socket.addEventListener('close', (event) => this.closed(socket, event.code));
  }

  /** @param {string} text */
  received(text) {
    this.wait = FIRST_WAIT;
    this.listener?.received(JSON.parse(text));
  }

  /** @param {WebSocket} socket @param {number} code */
  closed(socket, code) {
    if (socket !== this.current) return;
    this.current = null;
    this.listener?.lost(FINAL.has(code));
    if (!FINAL.has(code)) this.later();
  }

  /** Browsers that lost the same server must not all return in the same moment. */
  later() {
    this.timer = setTimeout(this.retryNow, this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
