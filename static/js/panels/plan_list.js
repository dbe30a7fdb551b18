/**
 * A plan in words: its sum, and what happens to each object.
 *
 * @import { Does, Effect, Plan } from '../types.js'
 * @import { Go } from './problem_row.js'
 */
import { counted } from '../canvas/faces.js';
import { MARK } from '../canvas/marking.js';
import { SHAPE } from '../canvas/signs.js';
import { html, svg } from '../dom.js';
import { problemRow } from './problem_row.js';
import { shownAt } from './plan_marks.js';

/** @type {Does[]} */
const ORDER = ['create', 'change', 'remove'];
/** @type {Record<Does, string>} */
const VERB = { create: 'Creates', change: 'changes', remove: 'removes' };
/** Rows; the canvas shows the rest. */
const MOST = 500;

/** "Creates 12, changes 1, removes 2" @param {Plan} plan */
export function summaryOf({ objects, actions, problems }) {
  if (problems.length) return `No plan: the design has ${counted(problems.length, 'problem')} to mend first`;
  if (!actions) return 'Nothing to do: all is as it is drawn';
  const parts = ORDER.flatMap((effect) => {
    const count = objects.filter((each) => each.effect === effect && each.kind !== 'topology').length;
    return count ? [`${VERB[effect]} ${count}`] : [];
  });
  const said = parts.join(', ') || `Does ${counted(actions, 'thing')} that no object shows`;
  return said[0].toUpperCase() + said.slice(1);
}

/** @param {Plan} plan @param {Go} go */
export function effectList({ objects }, go) {
  const rows = ORDER.flatMap((effect) => objects.filter((each) => each.effect === effect));
  const rest = rows.length - MOST;
  return html(
    'ul',
    { class: 'effects', role: 'list' },
    ...rows.slice(0, MOST).map((each) => html('li', {}, row(each, go))),
    rest > 0 && html('li', { class: 'soft' }, `and ${counted(rest, 'object')} more; the commands say all`),
  );
}

/** @param {Effect} effect @param {Go} go */
function row({ kind, name, effect, sentences, more }, go) {
  const said = [...sentences, ...(more ? [`and ${counted(more, 'action')} more`] : [])];
  const title = kind === 'topology' ? 'what all share' : `${kind} ${name}`;
  const place = { ...shownAt({ kind, name }), field: kind === 'service' ? 'services' : '' };
  const canGo = effect !== 'remove' && kind !== 'topology';
  return html(
    'div',
    { class: 'effect', 'data-mark': MARK[effect] },
    svg(
      'svg',
      { class: 'difference-sign', viewBox: '-8 -8 16 16', 'aria-hidden': 'true' },
      svg('circle', { r: 8 }),
      svg('path', { d: SHAPE[MARK[effect]] }),
    ),
    html('span', { class: 'effect-word' }, effect),
    canGo
      ? html('button', { class: 'effect-name', type: 'button', onclick: () => go(place) }, title)
      : html('span', { class: 'effect-name' }, title),
    html('span', { class: 'effect-said' }, said.join('; ') || 'goes with what it belongs to'),
  );
}

/** What keeps the design from being deployed. @param {Plan} plan @param {Go} go */
export const problemList = ({ problems }, go) =>
  html('ul', { class: 'problem-list', role: 'list' }, ...problems.map((each) => html('li', {}, problemRow(each, go))));
