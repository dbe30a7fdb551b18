/**
 * The fonts that a picture is written in, as rules that hold the files themselves.
 *
 * A face comes in subsets, each with the range of characters that it has; only those come along of which the picture
 * has a character.
 *
 * @typedef {{family: string, weight: string, range: string, url: string, css: (data: string) => string}} FontFile
 */

/**
 * @param {FontFile[]} files
 * @param {Map<string, Set<string>>} used  characters by `family weight`
 * @returns {FontFile[]}
 */
export function needed(files, used) {
  return files.filter(({ family, weight, range }) => {
    const has = inRange(range);
    return [...used].some(([face, letters]) => {
      const [, itsFamily, itsWeight] = /^(.*) (\d+)$/.exec(face) ?? [];
      return itsFamily === family && covers(weight, Number(itsWeight)) && [...letters].some(has);
    });
  });
}

/** @param {string} weight  `400`, or `100 700` of a variable face @param {number} wanted */
function covers(weight, wanted) {
  const [least, most = least] = weight.split(' ').map(Number);
  return wanted >= least && wanted <= most;
}

/**
 * Whether a character is in a range.
 * @param {string} range  such as `U+0-FF, U+2212`
 * @returns {(letter: string) => boolean}
 */
export function inRange(range) {
  const parts = [...range.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)].map(([, from, to = from]) => [
    parseInt(from, 16),
    parseInt(to, 16),
  ]);
  return (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return parts.some(([from, to]) => code >= from && code <= to);
  };
}

/** All that the page's own stylesheets define. @returns {FontFile[]} */
export function known() {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule ? fileOf(rule, sheet.href) : [])),
  );
}

/** @param {CSSFontFaceRule} rule @param {string | null} sheet  where it stands */
function fileOf({ style }, sheet) {
  const value = (/** @type {string} */ name) => style.getPropertyValue(name);
  const [, path] = /url\("?([^")]+)"?\)/.exec(value('src')) ?? [];
  if (!path || !sheet) return [];
  const family = value('font-family').replace(/["']/g, '');
  const [weight, range] = [value('font-weight'), value('unicode-range')];
  const css = (/** @type {string} */ data) =>
    `@font-face{font-family:"${family}";font-weight:${weight};src:url(${data}) format("woff2");unicode-range:${range}}`;
  return [{ family, weight, range, url: new URL(path, sheet).href, css }];
}

/** @param {FontFile} file @returns {Promise<string>} a rule that needs nothing else */
export async function embedded({ url, css }) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`a font of the drawing did not arrive (${answer.status}); try again`);
  return css(`data:font/woff2;base64,${base64(new Uint8Array(await answer.arrayBuffer()))}`);
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
