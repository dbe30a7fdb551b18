/** What is read and written over HTTP as JSON, beside the socket: docs/api.md. */

/** @import { Problem } from '../types.js' */

/** Why it could not be done, in a sentence; with `problems`, the design would not be one. */
export class Unread extends Error {
  /** @param {string} reason @param {Problem[]} [problems] */
  constructor(reason, problems) {
    super(reason);
    this.problems = problems;
  }
}

/**
 * @param {string} topology
 * @param {string} path  below the topology, such as `changes/`
 * @param {Record<string, string | number>} [parameters]
 * @returns {Promise<any>}
 * @throws {Unread}
 */
export function read(topology, path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  return answer(`${address(topology, path)}?${query}`);
}

/** What is of no topology. @param {string} path  below /api/ @returns {Promise<any>} @throws {Unread} */
export const readShared = (path) => answer(`/api/${path}`);

/**
 * @param {string} topology
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {Promise<any>}
 * @throws {Unread}
 */
export const write = (topology, path, body) => post(address(topology, path), body);

/**
 * Reads a part of a design from YAML or JSON, as somebody pastes it.
 * @param {string} text
 * @returns {Promise<Partial<import('../types.js').Design>>}
 * @throws {Unread}
 */
export async function readPart(text) {
  const { design, problems } = await post('/api/part/', { text });
  if (!design) throw new Unread(placed(problems[0]), problems);
  return design;
}

/** @param {string} topology @param {string} path */
const address = (topology, path) => `/api/topologies/${encodeURIComponent(topology)}/${path}`;

/** @param {string} url @param {Record<string, unknown>} body */
function post(url, body) {
  const token = /(?:^|; )patchboard_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  return answer(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** @param {string} url @param {RequestInit} [request] */
async function answer(url, request) {
  const response = await fetch(url, request).catch(() => null);
  if (!response) throw new Unread('the server cannot be reached');
  const found = await response.json().catch(() => null);
  if (response.ok && found) return found;
  throw new Unread(found?.reason ?? `the server answered ${response.status}`, found?.problems);
}

/** What is wrong with a text, and where. @param {Problem} problem */
function placed({ kind, name, field, reason, remedy }) {
  const place = field === 'file' ? '' : `, ${field},`;
  const where = kind === 'topology' ? `the text${place}` : `${kind} ${name}, ${field}:`;
  return `${where} ${reason}; ${remedy}`;
}
