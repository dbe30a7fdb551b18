/** One question to a worker that answers `{id, data}` or `{id, error}`, as ELK's and our own do. */

let last = 0;

/** @param {Worker} worker @param {object} question @returns {Promise<any>} its data */
export function ask(worker, question) {
  last += 1;
  const id = last;
  return new Promise((resolve, reject) => {
    const answered = (/** @type {MessageEvent} */ { data }) => {
      if (data.id !== id) return;
      worker.removeEventListener('message', answered);
      if (data.error) reject(new Error(`The layout failed: ${data.error.message ?? JSON.stringify(data.error)}`));
      else resolve(data.data);
    };
    worker.addEventListener('message', answered);
    worker.addEventListener('error', (event) => reject(new Error(`The layout failed: ${event.message || 'its worker did not load'}`)));
    worker.postMessage({ id, ...question });
  });
}
