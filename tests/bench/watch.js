// What a page can tell of its own speed. Times are milliseconds since its navigation began.

globalThis.watch = {
  // Waits until so many elements are there and a picture with them is out: the frame that drew them
  // has passed, and the one after it.
  async shown(selector, count = 1) {
    await new Promise((found) => {
      const look = () => document.querySelectorAll(selector).length >= count && found(observer.disconnect());
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
