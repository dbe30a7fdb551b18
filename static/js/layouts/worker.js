/** One question to a worker that answers `{id, data}` or `{id, error}`, as ELK's and our own do. */

let last = 0;

/** @param {Worker} worker @param {object} question @returns {Promise<any>} its data */
export function ask(worker, question) {
  last += 1;
  const id = last;
  return new Promise((resolve, reject) => {
    const heard = new AbortController();
    const { signal } = heard;
    /** @param {string} why */
    const fail = (why) => {
      heard.abort();
      reject(new Error(`The layout failed: ${why}`));
    };
    const answered = (/** @type {MessageEvent} */ { data }) => {
      if (data.id !== id) return;
      if (data.error) return fail(data.error.message ?? JSON.stringify(data.error));
      heard.abort();
      resolve(data.data);
    };
    worker.addEventListener('message', answered, { signal });
    worker.addEventListener('error', (event) => fail(event.message || 'its worker did not load'), { signal });
    worker.postMessage({ id, ...question });
  });
}
