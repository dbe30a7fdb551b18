/**
 * How much of a text the editor reads: with each letter only as far as it is in sight. A whole design of a thousand
 * objects takes a fifth of a second to read, and what is written at its beginning may change the meaning of it all.
 *
 * @import { Input, PartialParse } from '@lezer/common'
 * @import { EditorState } from '@codemirror/state'
 */
import { ParseContext } from '@codemirror/language';

/** @param {PartialParse} inner @param {Input} input @returns {PartialParse} the same, to the end of what is in sight */
export function inSight(inner, input) {
  /** @type {number | null} */
  let last = null;
  /** @type {number | null} */
  let stopped = null;
  return {
    get stoppedAt() {
      return stopped;
    },
    get parsedPos() {
      return inner.parsedPos;
    },
    stopAt(at) {
      inner.stopAt(at);
      stopped = at;
    },
    advance() {
      const context = ParseContext.get();
      const end = stopped ?? input.length;
      if (last === null) {
        last = Math.min(end, context?.viewport.to ?? end);
        if (last < end) inner.stopAt(last);
      }
      const tree = inner.advance();
      if (!tree || last >= end) return tree;
      if (context && context.viewport.to <= last) context.skipUntilInView(last, end);
      else stopped = last; // it has been scrolled meanwhile: more is to be read
      return tree;
    },
  };
}

const ITEM = /^\s*- /;
const NOTHING = /^\s*(#|$)/;

/**
 * What belongs to a line, by how far the lines below it stand in: also what is not read yet.
 * @param {EditorState} state @param {number} from @param {number} to  of the line
 * @returns {{from: number, to: number} | null}
 */
export function below({ doc }, from, to) {
  const line = doc.lineAt(from);
  const holdsItems = /^\s*[\w-]+:\s*$/.test(line.text); // a list need not stand in
  const indent = indentOf(line.text);
  let end = to;
  if (NOTHING.test(line.text)) return null;
  for (let number = line.number + 1; number <= doc.lines; number += 1) {
    const next = doc.line(number);
    if (NOTHING.test(next.text)) continue;
    const by = indentOf(next.text);
    if (by < indent || (by === indent && !(holdsItems && ITEM.test(next.text)))) break;
    end = next.to;
  }
  return end > to ? { from: to, to: end } : null;
}

/** @param {string} text */
const indentOf = (text) => text.length - text.trimStart().length;
