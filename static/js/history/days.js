/** Entries of the log by the day they happened on, in the reader's own time. */

const LONG = /** @type {const} */ ({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** @param {Date} at */
const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate());

/** "Today", "Yesterday", or the date. @param {Date} at @param {Date} [now] */
export function dayOf(at, now = new Date()) {
  const days = Math.round((midnight(now).getTime() - midnight(at).getTime()) / 86_400_000);
  return ['Today', 'Yesterday'][days] ?? at.toLocaleDateString(undefined, LONG);
}

/**
 * @template {{at: string}} T
 * @param {T[]} entries  in the order of time
 * @param {Date} [now]
 * @returns {{day: string, entries: T[]}[]}
 */
export function byDay(entries, now = new Date()) {
  /** @type {{day: string, entries: T[]}[]} */
  const days = [];
  for (const entry of entries) {
    const day = dayOf(new Date(entry.at), now);
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    days.at(-1)?.entries.push(entry);
  }
  return days;
}
