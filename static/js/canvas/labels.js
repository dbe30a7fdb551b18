/**
 * Where the texts at a socket stand: an interface and its addresses, beside the cable. They keep clear of
 * boxes and of each other, and of cables where they can; where there is no room for them they step along the
 * cable, to its other side, become shorter, or yield until somebody points at the cable.
 *
 * @import { Bounds, Point } from './geometry.js'
 * @import { Plug } from './plugs.js'
 * @import { Room } from './room.js'
 *
 * @typedef {Object} Label
 * @property {'start' | 'end'} anchor
 * @property {Text[]} texts
 * @typedef {{kind: 'interface' | 'address', text: string, at: Point, yields?: boolean, whole?: string}} Text
 *   `at` is the start or end of its baseline; `whole` what a shortened text stands for
 * @typedef {Label & {cost: number}} Candidate
 */
import { OUTWARD, isLevel } from './geometry.js';
import { monoWidth } from './text.js';

const LINE = 14;
const MOST_ADDRESSES = 2;
/** How many rows an address may stand further off than the nearest. */
const FURTHEST = 5;
/** What it costs: a row further off, the other side, that of a neighbour, a cable through it, less said. */
const COST = { row: 1.5, side: 2, stranger: 6, crossing: 1, shorter: 8, alone: 16, nothing: 40 };

/** The texts of a socket where there is most room for them. @param {Plug} plug @param {Room} room @returns {Label} */
export function labelOf(plug, room) {
  const written = textsOf(plug);
  let best = yielding(plug, written);
  for (const candidate of candidates(plug, written)) {
    if (candidate.cost >= best.cost) continue;
    const bounds = boundsOfLabel(candidate);
    if (!bounds.every((each) => room.isFree(each) && room.isOpen(between(plug, each)))) continue;
    const cost =
      candidate.cost + COST.crossing * bounds.reduce((sum, each) => sum + room.crossings(each), 0);
    if (cost < best.cost) best = { ...candidate, cost };
  }
  return best;
}

/** Of all that is seen. @param {Label} label */
export const boundsOfLabel = ({ texts, anchor }) =>
  texts.filter((each) => !each.yields).map((each) => boundsOfText(each, anchor));

/** From a socket along its cable to where a text begins: a box there would part the two.
 * @param {Plug} plug @param {Bounds} text @returns {Bounds}
 */
function between({ side, point: { x, y } }, text) {
  const [left, right] = [x - 2, x + 2];
  if (side === 'bottom') return { left, right, top: y + 4, bottom: Math.max(y + 4, text.top) };
  if (side === 'top') return { left, right, top: Math.min(y - 4, text.bottom), bottom: y - 4 };
  return { left: text.left, right: text.left, top: y, bottom: y };
}

/** @param {Text} text @param {'start' | 'end'} anchor @returns {Bounds} */
function boundsOfText({ text, at: { x, y } }, anchor) {
  const w = monoWidth(text);
  const left = anchor === 'start' ? x : x - w;
  return { left, right: left + w, top: y - 11, bottom: y + 3 };
}

/**
 * @typedef {{name: string, addresses: string[]}} Written
 * @param {Plug} plug @returns {Written}
 */
function textsOf({ endpoint }) {
  const all = endpoint?.addresses ?? [];
  const addresses = all.length > MOST_ADDRESSES ? [all[0], `+${all.length - 1} more`] : all;
  return { name: endpoint?.interface ?? '', addresses };
}

/** All at its usual place, unseen but for the one who points at it. @param {Plug} plug @param {Written} written
 * @returns {Candidate}
 */
function yielding(plug, written) {
  const [usual] = whole(plug, written);
  return { ...usual, texts: usual.texts.map((each) => ({ ...each, yields: true })), cost: COST.nothing };
}

/** The cheapest first, as far as that is known before looking. @param {Plug} plug @param {Written} written */
function candidates(plug, written) {
  const usual = whole(plug, written);
  const short = { ...written, addresses: written.addresses.map(shortAddress) };
  return [
    ...usual,
    ...whole(plug, short).map((each) => ({
      ...each,
      cost: each.cost + COST.shorter,
      texts: each.texts.map((text, i) => ({ ...text, whole: usual[0].texts[i].text })),
    })),
    ...whole(plug, { ...written, addresses: [] }).map((each) => ({
      ...each,
      cost: each.cost + COST.alone,
      texts: [...each.texts, ...yielding(plug, written).texts.slice(1)],
    })),
  ];
}

/** `.254` of `10.0.0.254/24`: the rest stands at the network. @param {string} address */
function shortAddress(address) {
  const [host] = address.split('/');
  const cut = Math.max(host.lastIndexOf('.'), host.lastIndexOf(':'));
  return cut < 0 ? address : host.slice(host.lastIndexOf('::') === cut - 1 ? cut - 1 : cut);
}

/** @param {Plug} plug @param {Written} written @returns {Candidate[]} */
const whole = (plug, written) => (isLevel(plug.side) ? upright(plug, written) : sideways(plug, written));

/** Beside a cable that leaves up or down. @param {Plug} plug @param {Written} written @returns {Candidate[]} */
function upright({ box, side, point: { x, y }, hand, level }, { name, addresses }) {
  const alone = box.plugs.filter((each) => each.side === side).length === 1;
  const other = alone ? COST.side : COST.stranger;
  const down = side === 'bottom';
  /** @param {number} row */
  const line = (row) => (down ? y + 18 + row * LINE : y - 10 - row * LINE);
  const offs = [0, ...Array.from({ length: FURTHEST }, (_, i) => i + 1)];
  return [hand, -hand].flatMap((beside) =>
    (addresses.length ? offs : [0]).flatMap((off) =>
      (off ? [0, off] : [0]).map((start) => ({
        anchor: /** @type {'start' | 'end'} */ (beside > 0 ? 'start' : 'end'),
        cost:
          Math.abs(off - level) * COST.row * (off < level ? 0.1 : 1) +
          (beside === hand ? 0 : other) +
          start * COST.row,
        texts: [
          text('interface', name, x + beside * 9, line(start)),
          ...addresses.map((each, i) =>
            text('address', each, x + beside * 9, line((down ? i : addresses.length - 1 - i) + 1 + off)),
          ),
        ],
      })),
    ),
  );
}

/** Above and below one that leaves sideways. @param {Plug} plug @param {Written} written @returns {Candidate[]} */
function sideways({ side, point: { x, y } }, { name, addresses }) {
  const anchor = /** @type {'start' | 'end'} */ (side === 'right' ? 'start' : 'end');
  const outer = x + OUTWARD[side].x * 12;
  const above = (/** @type {number} */ row) => y - 6 - row * LINE;
  const below = (/** @type {number} */ row) => y + 15 + row * LINE;
  const last = addresses.length - 1;
  /** @type {[number, (i: number) => number, number][]} */
  const ways = [
    [above(0), below, 0],
    [below(0), (i) => above(last - i), COST.side],
    [above(addresses.length), (i) => above(last - i), COST.side],
    [below(0), (i) => below(i + 1), COST.side],
  ];
  return ways.map(([first, place, cost]) => ({
    anchor,
    cost,
    texts: [
      text('interface', name, outer, first),
      ...addresses.map((each, i) => text('address', each, outer, place(i))),
    ],
  }));
}

/** @param {'interface' | 'address'} kind @param {string} words @param {number} x @param {number} y @returns {Text} */
const text = (kind, words, x, y) => ({ kind, text: words, at: { x, y } });
