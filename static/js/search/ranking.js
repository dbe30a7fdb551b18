/**
 * Which of many things somebody means who types a few letters. Pure.
 *
 * @typedef {Object} Entry
 * @property {string} id
 * @property {string} title
 * @property {string} [name]  as good as the title
 * @property {string} detail  what stands beside the title
 * @property {string[]} words  what it is found by besides the title: addresses, subnets, a group
 */

const WHOLE = 100;
const BEGINNING = 80;
const WORD = 60;
const WITHIN = 40;
const LETTERS = 10;
/** What is found by something else than its title comes after what is called so. */
const BESIDE = 0.75;
/** Only between things that match alike. */
const RECENT = 5;

/**
 * Those that match every word of the query, best first; without a query all, recent ones first.
 * @template {Entry} T
 * @param {T[]} entries
 * @param {string} query
 * @param {string[]} recent  ids, the latest first
 * @returns {T[]}
 */
export function ranked(entries, query, recent) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.flatMap((entry, at) => {
    const score = scoreOf(entry, words);
    return score > 0 ? [{ entry, at, score: score + bonus(recent.indexOf(entry.id)) }] : [];
  });
  return found.sort((a, b) => b.score - a.score || a.at - b.at).map(({ entry }) => entry);
}

/** @param {number} place  in the list of recent ones; -1 if it is not there */
const bonus = (place) => (place < 0 ? 0 : RECENT / (1 + place / 4));

/** @param {Entry} entry @param {string[]} words @returns {number} 0 if one of them is not found */
function scoreOf(entry, words) {
  let least = words.length ? Infinity : 1;
  for (const word of words) least = Math.min(least, wordScore(entry, word));
  return least;
}

/** @param {Entry} entry @param {string} word */
function wordScore({ title, name = '', words }, word) {
  const whole = Math.max(likeness(title.toLowerCase(), word), likeness(name.toLowerCase(), word));
  let best = whole || (isSpelt(title.toLowerCase(), word) ? LETTERS : 0);
  for (const each of words) best = Math.max(best, BESIDE * likeness(each.toLowerCase(), word));
  return best;
}

/** How well a text answers one word; the shorter of two that begin alike is meant. @param {string} text @param {string} word */
function likeness(text, word) {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  const rest = Math.min(9, (text.length - word.length) / 8);
  if (text === word) return WHOLE;
  if (text.split(' ').includes(word)) return WHOLE - 5 - rest;
  if (at === 0) return BEGINNING - rest;
  return (/[\p{L}\p{N}]/u.test(text[at - 1]) ? WITHIN : WORD) - rest;
}

/** Whether the letters stand in a text in this order, the first at the beginning of a word.
 * @param {string} text @param {string} word
 */
function isSpelt(text, word) {
  if (word.length < 2) return false;
  return text.split(' ').some((_, i, parts) => follows(parts.slice(i).join(' '), word));
}

/** @param {string} text @param {string} word */
function follows(text, word) {
  if (text[0] !== word[0]) return false;
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
