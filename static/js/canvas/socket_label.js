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

/** The texts of a socket where there is most room for them.
 * @param {Plug} plug @param {Room} room @param {number} order  in which its cable is drawn @returns {Label}
 */
export function labelOf(plug, room, order) {
  const written = textsOf(plug);
  let best = yielding(plug, written);
  for (const candidate of candidates(plug, written)) {
    if (!best.cost) break;
    if (candidate.cost >= best.cost) continue;
    const bounds = boundsOfLabel(candidate);
    if (!bounds.every((each) => room.isFree(each) && room.isOpen(between(plug, each)))) continue;
    const crossings = bounds.reduce((sum, each) => sum + room.crossings(each, order), 0);
    const cost = candidate.cost + COST.crossing * crossings;
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

/** All at its usual place, unseen but for the one who points at it.
 * @param {Plug} plug @param {Written} written @returns {Candidate}
 */
function yielding(plug, written) {
  const usual = first(plug, written);
  return { ...usual, texts: usual.texts.map((each) => ({ ...each, yields: true })), cost: COST.nothing };
}

/** About the cheapest first, each made when it is looked at. @param {Plug} plug @param {Written} written
 * @returns {Generator<Candidate>}
 */
function* candidates(plug, written) {
  yield* whole(plug, written);
  const usual = first(plug, written).texts;
  for (const each of whole(plug, { ...written, addresses: written.addresses.map(shortAddress) }))
    yield {
      ...each,
      cost: each.cost + COST.shorter,
      texts: each.texts.map((text, i) => ({ ...text, whole: usual[i].text })),
    };
  const unseen = usual.slice(1).map((each) => ({ ...each, yields: true }));
  for (const each of whole(plug, { ...written, addresses: [] }))
    yield { ...each, cost: each.cost + COST.alone, texts: [...each.texts, ...unseen] };
}

/** `.254` of `10.0.0.254/24`: the rest stands at the network. @param {string} address */
function shortAddress(address) {
  const [host] = address.split('/');
  const cut = Math.max(host.lastIndexOf('.'), host.lastIndexOf(':'));
  return cut < 0 ? address : host.slice(host.lastIndexOf('::') === cut - 1 ? cut - 1 : cut);
}

/** @param {Plug} plug @param {Written} written @returns {Generator<Candidate>} */
const whole = (plug, written) => (isLevel(plug.side) ? upright(plug, written) : sideways(plug, written));

/** Where its texts usually stand. @param {Plug} plug @param {Written} written */
const first = (plug, written) => /** @type {Candidate} */ (whole(plug, written).next().value);

/** Beside a cable that leaves up or down. @param {Plug} plug @param {Written} written
 * @returns {Generator<Candidate>}
 */
function* upright(plug, written) {
  const { box, side, hand, level } = plug;
  const alone = box.plugs.filter((each) => each.side === side).length === 1;
  const offs = Array.from({ length: FURTHEST + 1 }, (_, i) => i).sort(
    (a, b) => rowsFrom(a, level) - rowsFrom(b, level),
  );
  for (const beside of [hand, -hand])
    for (const off of written.addresses.length ? offs : [0])
      for (const start of off ? [0, off] : [0])
        yield {
          anchor: beside > 0 ? 'start' : 'end',
          cost:
            (rowsFrom(off, level) + start) * COST.row +
            (beside === hand ? 0 : alone ? COST.side : COST.stranger),
          texts: uprightTexts(plug, written, beside, start, off),
        };
}

/** Nearer than need be counts little. @param {number} off @param {number} level */
const rowsFrom = (off, level) => (off < level ? (level - off) * 0.1 : off - level);

/**
 * @param {Plug} plug @param {Written} written @param {number} beside @param {number} start
 * @param {number} off @returns {Text[]}
 */
function uprightTexts({ side, point: { x, y } }, { name, addresses }, beside, start, off) {
  const down = side === 'bottom';
  /** @param {number} row */
  const line = (row) => (down ? y + 18 + row * LINE : y - 10 - row * LINE);
  const row = (/** @type {number} */ i) => (down ? i : addresses.length - 1 - i) + 1 + off;
  return [
    text('interface', name, x + beside * 9, line(start)),
    ...addresses.map((each, i) => text('address', each, x + beside * 9, line(row(i)))),
  ];
}

/** Above and below one that leaves sideways. @param {Plug} plug @param {Written} written
 * @returns {Generator<Candidate>}
 */
function* sideways({ side, point: { x, y } }, { name, addresses }) {
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
  for (const [nearest, place, cost] of ways)
    yield {
      anchor,
      cost,
      texts: [
        text('interface', name, outer, nearest),
        ...addresses.map((each, i) => text('address', each, outer, place(i))),
      ],
    };
}

/** @param {Text['kind']} kind @param {string} words @param {number} x @param {number} y @returns {Text} */
const text = (kind, words, x, y) => ({ kind, text: words, at: { x, y } });
