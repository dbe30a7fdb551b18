/**
 * Which terminals this window has open, so that a reload finds them again.
 *
 * @typedef {{ids: string[], shown: string[]}} Open  by id, in the order of their tabs; one or two are shown
 */

/** @param {string} topology */
const key = (topology) => `patchboard.terminals.${topology}`;

/** @param {string} topology @returns {Open} */
export function remembered(topology) {
  try {
    const { ids, shown } = JSON.parse(sessionStorage.getItem(key(topology)) ?? '{}');
    return { ids: ids ?? [], shown: shown ?? [] };
  } catch {
    return { ids: [], shown: [] }; // storage is switched off in this browser
  }
}

/** @param {string} topology @param {Open} open */
export function remember(topology, open) {
  try {
    sessionStorage.setItem(key(topology), JSON.stringify(open));
  } catch {
    return; // storage is switched off: a reload finds none
  }
}
