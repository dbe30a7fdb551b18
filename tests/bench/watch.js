// What a page can tell of its own speed. Times are milliseconds since its navigation began.

globalThis.watch = {
  // The page's own connection, what the server said of the design, and when.
  socket: null,
  snapshot: null,
  arrived: 0,
  number: 0,

  // Notes what comes over the websocket that the page opens next.
  listen() {
    const watch = this;
    globalThis.WebSocket = class extends WebSocket {
      constructor(...how) {
        super(...how);
        watch.socket = this;
        this.addEventListener('message', ({ data }) => watch.hear(performance.now(), JSON.parse(data)));
      }
    };
  },

  hear(now, message) {
    this.number = message.number ?? this.number;
    if (message.type !== 'snapshot') return;
    this.snapshot = message;
    this.arrived = now;
  },

  // Milliseconds from the snapshot to the picture of so many objects, near (elements) or far (one canvas).
  async pictured(count) {
    const at = await this.shown(`.world .object, .overview[data-drawn="${count}"]`, (found) =>
      found.length >= count || found.some((each) => each.matches('.overview')));
    return at - this.arrived;
  },

  // Waits until the view has been still for a while.
  async still() {
    const world = document.querySelector('.world');
    for (let same = 0, before = ''; same < 15; before = world.style.transform) {
      await new Promise(requestAnimationFrame);
      same = world.style.transform === before ? same + 1 : 0;
    }
  },

  // As many changes as somebody else could make at once, in one burst: milliseconds until they are painted.
  async burst(count) {
    const { design, topology } = this.snapshot;
    const messages = design.sandboxes.slice(0, count).map((sandbox, i) => {
      const { name } = sandbox;
      const delta = i % 2
        ? { kind: 'sandbox', name, before: sandbox, after: { ...sandbox, forwarding: true } }
        : { kind: 'layout', name, before: null, after: { x: i * 40, y: i * 20 } };
      const number = this.number + i + 1;
      const revision = topology.revision + i + 1;
      const about = { author: 'bench', at: '', sentence: '', problems: [] };
      return JSON.stringify({ type: 'change', number, revision, delta: [delta], ...about });
    });
    const start = performance.now();
    for (const data of messages) this.socket.dispatchEvent(new MessageEvent('message', { data }));
    await new Promise(requestAnimationFrame);
    await new Promise((painted) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = painted;
      port2.postMessage(null);
    });
    return performance.now() - start;
  },

  // Waits until so many elements are there and a picture with them is out: the frame that drew them
  // has passed, and the one after it. Instead of a number, a test of what is there.
  async shown(selector, count = 1) {
    const enough = typeof count === 'function' ? count : (found) => found.length >= count;
    await new Promise((found) => {
      const look = () => enough([...document.querySelectorAll(selector)]) && found(observer.disconnect());
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return performance.now();
  },

  // From the next event of that type until so many elements are shown.
  async since(type, selector, count = 1) {
    const event = await new Promise((heard) => addEventListener(type, heard, { capture: true, once: true }));
    return await this.shown(selector, count) - event.timeStamp;
  },

  // Until `stop` is called: the longest that anything had to wait for something else to be done.
  waits() {
    let longest = 0;
    let before = performance.now();
    let timer = setTimeout(function look() {
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
      timer = setTimeout(look);
    });
    this.stop = () => {
      clearTimeout(timer);
      return longest;
    };
  },

  // The lengths of all frames until `stop` is called.
  frames() {
    const times = [];
    let request = requestAnimationFrame(function next(time) {
      times.push(time);
      request = requestAnimationFrame(next);
    });
    this.stop = () => {
      cancelAnimationFrame(request);
      return times.slice(1).map((time, i) => time - times[i]);
    };
  },
};
