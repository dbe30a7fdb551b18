/**
 * One-click fixes: the operations come with the problems.
 *
 * @import { Intent, Operation, Problem } from '../types.js'
 */
import { find } from '../design/objects.js';

/** Those that can be fixed. @param {Problem[]} problems */
export const fixable = (problems) => problems.filter((each) => each.fix);

/** All of these fixes in one edit; what several of them do is done once, what is gone is let be.
 * @param {Problem[]} problems @returns {Intent} */
export const fixing = (problems) => (design) => {
  const said = problems.flatMap(({ fix }) => fix?.operations ?? []).map((each) => JSON.stringify(each));
  const operations = [...new Set(said)].map((each) => /** @type {Operation} */ (JSON.parse(each)));
  return operations.filter((each) => !('kind' in each && 'name' in each) || find(design, each.kind, each.name));
};
