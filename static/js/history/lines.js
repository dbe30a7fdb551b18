/**
 * The lines of the timeline: an entry of the log, a name that a revision bears.
 *
 * @import { Checkpoint, Entry } from './timeline.js'
 */
import { html, icon } from '../dom.js';
import { ago } from '../pages/time.js';

/** @param {Entry} entry @returns {[string, string]} the icon, and the word for it */
function look({ kind, sentence, deviations }) {
  if (kind === 'edit') return ['pencil', 'edit'];
  if (kind === 'control') return sentence.startsWith('deployed') ? ['deploy', 'control'] : ['settings', 'control'];
  return deviations?.length ? ['alert', 'deviation'] : ['broadcast', 'report'];
}

/** Who did it. @param {Entry} entry */
const doer = ({ author, kind }) => author ?? (kind === 'report' ? 'engine' : 'command line');

/** A moment: how long ago, and exactly under the pointer. @param {string} at */
export const moment = (at) =>
  html('time', { datetime: at, title: new Date(at).toLocaleString() }, ago(new Date(at)));

/** @param {Entry} entry @param {boolean} isNow  whether it made what is stored now */
export function entryLine(entry, isNow) {
  const [picture, word] = look(entry);
  return html(
    'button',
    {
      class: 'row-button history-row',
      type: 'button',
      tabindex: '-1',
      'data-id': `change ${entry.number}`,
      'data-revision': entry.revision,
      'data-kind': entry.kind,
    },
    icon(picture),
    html('span', { class: 'visually-hidden' }, `${word}: `),
    html('span', { class: 'history-sentence' }, entry.sentence, ...(entry.deviations ?? []).map(deviation)),
    html('span', { class: 'history-author' }, doer(entry)),
    moment(entry.at),
    html(
      'span',
      { class: 'history-revision' },
      !isNow && html('span', { class: 'visually-hidden' }, 'revision '),
      isNow ? 'now' : String(entry.revision),
    ),
  );
}

/** @param {import('./timeline.js').Deviation} deviation */
const deviation = ({ kind, name, what, done }) =>
  html('span', { class: 'history-deviation' }, `${kind} ${name}: ${what} — ${done}`);

/** @param {Checkpoint} checkpoint @param {((name: string) => void) | null} forget  null if it may not be */
export function checkpointLine({ name, revision, author, at }, forget) {
  const row = html(
    'button',
    {
      class: 'row-button history-row history-checkpoint',
      type: 'button',
      tabindex: '-1',
      'data-id': `checkpoint ${name}`,
      'data-revision': revision,
    },
    icon('checkpoint'),
    html('span', { class: 'visually-hidden' }, 'checkpoint: '),
    html('span', { class: 'history-name' }, name),
    html('span', { class: 'history-author' }, author ?? 'command line'),
    moment(at),
    html(
      'span',
      { class: 'history-revision' },
      html('span', { class: 'visually-hidden' }, 'revision '),
      String(revision),
    ),
  );
  const away =
    forget &&
    html(
      'button',
      {
        class: 'button button-quiet button-icon history-forget',
        type: 'button',
        title: 'Forget this name',
        onclick: () => forget(name),
      },
      icon('x'),
      html('span', { class: 'visually-hidden' }, `Forget the name ${name}`),
    );
  return [row, away];
}
