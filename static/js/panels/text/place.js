/**
 * Where in a design's text the cursor stands, as far as its lines tell: no parser, so that half-written text is
 * understood too.
 *
 * @typedef {Object} Place
 * @property {string[]} path  of the fields around it, such as ['endpoints', '*', 'rate']; `*` is an item of a list
 * @property {boolean} isValue  a value is written, of the field that the path ends with; else a field's name
 * @property {string} begun  what of it is there already
 * @property {string[]} taken  fields that stand beside it
 */

const FIELD = /^([\w-]+):(?:\s+(.*))?$/;
const ITEM = /^-(\s+|$)/;

/** @typedef {{indent: number, text: string}} Line */

/** A line, each `- ` before its content counted as indentation. @param {string} raw @returns {Line & {items: number[]}} */
function opened(raw) {
  let text = raw.trimStart();
  let indent = raw.length - text.length;
  const items = [];
  for (let found = ITEM.exec(text); found; found = ITEM.exec(text)) {
    items.push(indent);
    indent += found[0].length;
    text = text.slice(found[0].length);
  }
  return { indent, text, items };
}

/** @param {string} text @param {number} offset @returns {Place} */
export function placeAt(text, offset) {
  const lines = text.split('\n');
  const above = text.slice(0, offset).split('\n');
  const row = above.length - 1;
  const current = opened(above[row]);
  const outer = around(above.slice(0, row), current);
  const flow = inBraces(current.text);
  if (flow) return braced(outer, flow);
  const named = FIELD.exec(current.text) ?? /^([\w-]+):()$/.exec(current.text);
  if (named && current.text.includes(':'))
    return { path: [...outer, named[1]], isValue: true, begun: lastPart(named[2] ?? ''), taken: [] };
  return { path: outer, isValue: false, begun: current.text, taken: beside(lines, row, current.indent) };
}

/** The fields and items around a line. @param {string[]} above @param {Line & {items: number[]}} line */
function around(above, line) {
  /** @type {string[]} */
  const path = line.items.map(() => '*');
  let least = line.items[0] ?? line.indent;
  for (const raw of above.toReversed()) {
    if (!raw.trim() || raw.trim().startsWith('#')) continue;
    const { indent, text, items } = opened(raw);
    const field = FIELD.exec(text);
    const holdsItems = path[0] === '*' && indent === least && !items.length; // a list need not be indented
    if (field && !field[2] && (indent < least || holdsItems)) {
      path.unshift(field[1]);
      least = indent;
    }
    for (const at of items.toReversed()) {
      if (at >= least) continue;
      path.unshift('*');
      least = at;
    }
  }
  return path;
}

/** What stands after the last brace that is open. @param {string} text */
function inBraces(text) {
  /** @type {number[]} */
  const open = [];
  let quote = '';
  [...text].forEach((each, at) => {
    if (quote) quote = each === quote ? '' : quote;
    else if (each === '"' || each === "'") quote = each;
    else if (each === '{') open.push(at);
    else if (each === '}') open.pop();
  });
  return open.length ? { before: text.slice(0, open[0]), inside: text.slice((open.at(-1) ?? 0) + 1) } : null;
}

/** @param {string[]} outer @param {{before: string, inside: string}} flow @returns {Place} */
function braced(outer, { before, inside }) {
  const field = FIELD.exec(before.trim());
  const path = field ? [...outer, field[1]] : outer;
  if (/\[\s*$/.test(before)) path.push('*');
  const parts = inside.split(/,(?![^[]*\])/);
  const named = /^\s*([\w-]+):\s*(.*)$/.exec(parts.at(-1) ?? '');
  const taken = parts.slice(0, -1).flatMap((part) => /^\s*([\w-]+):/.exec(part)?.[1] ?? []);
  if (named) return { path: [...path, named[1]], isValue: true, begun: lastPart(named[2]), taken: [] };
  return { path, isValue: false, begun: (parts.at(-1) ?? '').trim(), taken };
}

/** Of a list in brackets, the item that is written. @param {string} value */
const lastPart = (value) => value.split(/[[,]\s*/).at(-1) ?? '';

/** The names of the fields at the same depth of the same item. @param {string[]} lines @param {number} row @param {number} indent */
function beside(lines, row, indent) {
  const current = opened(lines[row]).items.length > 0;
  const before = current ? [] : lines.slice(0, row).toReversed().map(opened);
  const first = before.findIndex((line) => line.indent <= indent && line.items.length > 0);
  const after = lines.slice(row + 1).map(opened);
  const next = after.findIndex((line) => line.text && (line.indent < indent || line.items[0] < indent));
  return [...before.slice(0, first < 0 ? undefined : first + 1), ...after.slice(0, next < 0 ? undefined : next)]
    .filter((line) => line.indent === indent)
    .flatMap((line) => FIELD.exec(line.text)?.[1] ?? []);
}
