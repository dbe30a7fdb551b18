/**
 * A line to the console: one websocket for one use of one instrument (docs/console.md).
 *
 * @typedef {{type: string} & Record<string, any>} Said
 *
 * @typedef {Object} Ear
 * @property {(message: Said) => void} told
 * @property {(bytes: ArrayBuffer) => void} [sent]
 * @property {(reason: string) => void} closed  once, unless we closed it; the reason is empty if it was simply done
 *
 * @typedef {Object} Line
 * @property {(message: object) => void} say
 * @property {(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer) => void} send
 * @property {() => void} close  nothing is heard any more
 */

const DONE = 1000;
const LOST = 'The connection to Patchboard was lost; open this again.';

/** Whatever is said before the line stands goes along once it does. @param {string} topology @param {Said} request
 * @param {Ear} ear @param {(url: string) => WebSocket} [open] @returns {Line} */
export function openLine(topology, request, ear, open = (url) => new WebSocket(url)) {
  const socket = open(address(topology));
  socket.binaryType = 'arraybuffer';
  /** @type {(string | ArrayBufferView<ArrayBuffer> | ArrayBuffer)[]} */
  const early = [JSON.stringify(request)];
  let reason = '';
  let deaf = false;
  const say = (/** @type {string | ArrayBufferView<ArrayBuffer> | ArrayBuffer} */ what) =>
    socket.readyState === WebSocket.CONNECTING ? early.push(what) : socket.send(what);
  socket.addEventListener('open', () => early.forEach((what) => socket.send(what)));
  socket.addEventListener('message', ({ data }) => {
    if (deaf) return;
    if (typeof data !== 'string') return ear.sent?.(data);
    const message = JSON.parse(data);
    if (message.type === 'closed') reason = message.reason;
    else ear.told(message);
  });
  socket.addEventListener('close', ({ code }) => {
    if (!deaf) ear.closed(reason || (code === DONE ? '' : LOST));
    deaf = true;
  });
  return {
    say: (message) => say(JSON.stringify(message)),
    send: say,
    close() {
      deaf = true;
      socket.close();
    },
  };
}

/** @param {string} topology */
function address(topology) {
  const { protocol, host } = globalThis.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/console/${topology}/`;
}
