/** What is read over HTTP as JSON, beside the socket: docs/api.md. */

/** Why nothing could be read, in a sentence. */
export class Unread extends Error {}

/**
 * @param {string} topology
 * @param {string} path  below the topology, such as `changes/`
 * @param {Record<string, string | number>} [parameters]
 * @returns {Promise<any>}
 * @throws {Unread}
 */
export async function read(topology, path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`/api/topologies/${encodeURIComponent(topology)}/${path}?${query}`).catch(() => null);
  return answerOf(response);
}

/**
 * Reads a part of a design from YAML or JSON, as somebody pastes it.
 * @param {string} text
 * @returns {Promise<Partial<import('../types.js').Design>>}
 * @throws {Unread}
 */
export async function readPart(text) {
  const token = document.querySelector('[name=csrfmiddlewaretoken]')?.getAttribute('value') ?? '';
  const response = await fetch('/api/part/', {
    method: 'POST',
    headers: { 'X-CSRFToken': token, 'Content-Type': 'text/plain' },
    body: text,
  }).catch(() => null);
  const { design, problems } = await answerOf(response);
  if (!design) throw new Unread(unreadable(problems[0]));
  return design;
}

/** What is wrong with a text, and where. @param {import('../types.js').Problem} problem */
function unreadable({ kind, name, field, reason, remedy }) {
  const place = field === 'file' ? '' : `, ${field},`;
  const where = kind === 'topology' ? `the text${place}` : `${kind} ${name}, ${field}:`;
  return `${where} ${reason}; ${remedy}`;
}

/** @param {Response | null} response @returns {Promise<any>} @throws {Unread} */
async function answerOf(response) {
  if (!response) throw new Unread('the server cannot be reached');
  const found = await response.json().catch(() => null);
  if (response.ok && found) return found;
  throw new Unread(found?.reason ?? `the server answered ${response.status}`);
}
