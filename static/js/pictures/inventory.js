/**
 * What a design has, as rows of words for paper. Pure.
 *
 * @import { Design } from '../types.js'
 */
import { driverOf, endpointsOf } from '../design/objects.js';

/** A sandbox's name stands in its first row only. @param {Design} design @returns {string[][]} */
export const sandboxRows = (design) =>
  sorted(design.sandboxes).flatMap(({ name, forwarding }) => {
    const title = forwarding ? `${name} (router)` : name;
    const rows = endpointsOf(design, name).map((each) => [
      each.interface ?? '',
      each.up === false ? `${each.network} (pulled)` : each.network,
      listed(each.addresses),
    ]);
    return (rows.length ? rows : [['–', '', '']]).map((row, i) => [i ? '' : title, ...row]);
  });

/** @param {Design} design @returns {string[][]} */
export const networkRows = (design) =>
  sorted(design.networks).map((each) => [each.name, driverOf(each), listed(each.subnets), listed(each.gateway)]);

/** @param {string[] | null | undefined} texts */
const listed = (texts) => texts?.join(', ') || '–';

/** app2 before app10. @template {{name: string}} T @param {T[]} objects @returns {T[]} */
const sorted = (objects) =>
  [...objects].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
