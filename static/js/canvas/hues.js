/**
 * A network's own hue, one of eight (`--net-1` … `--net-8`), the same in every browser and unmoved by what
 * else
 * comes and goes. Names that differ in their number (lan1, lan2, …) get different ones.
 */
const HUES = 8;

/** @param {string} name */
export function hueOf(name) {
  const [, stem, digits] = /^(.*?)(\d*)$/.exec(name) ?? ['', name, ''];
  let hash = 0;
  for (const letter of stem) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  const number = digits ? Number(digits.slice(-6)) - 1 : 0;
  return (((((hash % HUES) + number) % HUES) + HUES) % HUES) + 1;
}
