/**
 * A plan made ready for the canvas.
 *
 * @import { Mark } from '../canvas/marking.js'
 * @import { Plan } from '../types.js'
 */
import { MARK } from '../canvas/marking.js';
import { COLLECTION, keyOf } from '../design/objects.js';

/** What an object is shown at: a service at its sandbox. @param {{kind: string, name: string}} object */
export const shownAt = ({ kind, name }) =>
  kind === 'service' ? { kind: 'sandbox', name: name.slice(0, name.indexOf('.')) } : { kind, name };

/** By key. @param {Plan} plan @returns {Map<string, Mark>} */
export function marksOf({ objects }) {
  const marks = new Map(
    objects
      .filter(({ kind }) => kind in COLLECTION)
      .map(({ kind, name, effect }) => [keyOf(kind, name), MARK[effect]]),
  );
  for (const each of objects.filter(({ kind }) => kind === 'service')) {
    const { kind, name } = shownAt(each);
    if (!marks.has(keyOf(kind, name))) marks.set(keyOf(kind, name), 'changed');
  }
  return marks;
}
