/** Pictures as files. */
import { html } from '../dom.js';

/** The day as people's calendars have it here: `2026-01-31`. @param {Date} at */
export const dayOf = (at) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** @param {string} topology @param {Date} at @param {'svg' | 'png'} ending */
export const fileName = (topology, at, ending) => `${topology}-${dayOf(at)}.${ending}`;

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  html('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after this returns
}
