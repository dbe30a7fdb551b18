/** What was run and visited last, kept in this browser alone. */

const KEY = 'patchboard.recent';
const MOST = 20;

/** @returns {string[]} ids, the latest first */
export function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return []; // somebody else's words under our name
  }
}

/** @param {string} id */
export function used(id) {
  const rest = recent().filter((each) => each !== id);
  localStorage.setItem(KEY, JSON.stringify([id, ...rest].slice(0, MOST)));
}
