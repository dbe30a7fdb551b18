/** Works out a force layout beside the page: `{id, library, graph, pinned}` in, `{id, data | error}` out. */
import { springs } from '../layouts/springs.js';

addEventListener('message', async ({ data: { id, library, graph, pinned } }) => {
  try {
    postMessage({ id, data: springs(await import(library), graph, pinned) });
  } catch (error) {
    postMessage({ id, error: { message: String(error) } });
  }
});
