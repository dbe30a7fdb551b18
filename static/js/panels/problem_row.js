/**
 * A problem in a list: where it is, what it is, and what can be done. A click goes there.
 *
 * @import { Problem } from '../types.js'
 *
 * @typedef {(place: {kind: string, name: string, field: string, also?: string[]}) => void} Go  also: keys of more
 *   objects that it is about
 */
import { html, icon } from '../dom.js';

/** @param {Problem} problem @param {Go} go */
export function problemRow({ kind, name, field, reason, remedy, severity, also }, go) {
  return html(
    'button',
    {
      class: 'row-button problem',
      type: 'button',
      'data-severity': severity ?? 'error',
      onclick: () => go({ kind, name, field, also }),
    },
    icon(severity === 'warning' ? 'alert' : 'x'),
    html('span', { class: 'where' }, `${kind} ${name}`),
    html(
      'span',
      {},
      `${severity === 'warning' ? 'Warning: ' : ''}${field ? `${field}: ` : ''}${reason}`,
      remedy && html('span', { class: 'remedy' }, ` — ${remedy}`),
    ),
  );
}
