/**
 * Findings as rows: a sentence each, and the keys of what it is about.
 *
 * @import { Kind } from '../../types.js'
 *
 * @typedef {Object} Reach
 * @property {string[]} sandboxes
 * @property {import('./cells.js').Share[][]} rows
 * @property {{from: string, to: string, there: string[], back: string[]}[]} asymmetric
 * @property {{from: string, to: string, hops: number, keys: string[]} | null} longest
 * @property {string[]} learners  those who may learn routes that are not drawn, on which it depends who is reached
 *
 * @typedef {Object} Analysis
 * @property {number} revision
 * @property {{networks: string[], endpoints: string[]}[]} domains
 * @property {{networks: string[], root: string, blocked: [string, string][]}[]} trees
 * @property {{networks: string[], patches: string[], stp: string[]}[]} loops
 * @property {{kind: Kind, name: string, cut_off: string[]}[]} weak
 * @property {[string, string][]} unused
 * @property {Reach | null} reach
 * @property {string} why
 *
 * @typedef {{sentence: string, keys: string[]}} Row
 * @typedef {{id: string, title: string, none: string, rows: (found: Analysis) => Row[]}} Finding
 */
import { counted } from '../../canvas/faces.js';
import { keyOf } from '../../design/objects.js';
import { html } from '../../dom.js';

/** @type {Finding[]} */
export const FINDINGS = [
  { id: 'domains', title: 'Broadcast domains', none: 'There are no networks.', rows: domainRows },
  { id: 'trees', title: 'Spanning trees', none: 'No network runs STP.', rows: treeRows },
  { id: 'loops', title: 'Loops', none: 'No patches close a ring.', rows: loopRows },
  { id: 'weak', title: 'Single points of failure', none: 'There are none.', rows: weakRows },
  { id: 'routes', title: 'Paths', none: 'No sandbox reaches another.', rows: pathRows },
  { id: 'unused', title: 'Unused subnets', none: 'Every subnet is used.', rows: unusedRows },
];

/** @param {Finding} finding @param {Analysis} found @param {(keys: string[]) => void} choose */
export function findingList({ none, rows }, found, choose) {
  const said = rows(found);
  if (!said.length) return html('p', { class: 'panel-empty' }, none);
  return html(
    'ul',
    { class: 'findings', role: 'list' },
    ...said.map(({ sentence, keys }) =>
      html('li', {}, html('button', { class: 'row-button', type: 'button', onclick: () => choose(keys) }, sentence)),
    ),
  );
}

/** "a, b and 7 more" @param {string[]} names @param {number} [most] */
export function listed(names, most = 6) {
  const rest = names.length - most;
  if (rest > 1) return `${names.slice(0, most).join(', ')} and ${rest} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** @param {Analysis} found @returns {Row[]} */
function domainRows({ domains }) {
  return domains.map(({ networks, endpoints }) => ({
    sentence: `${listed(networks)}: ${counted(endpoints.length, 'endpoint')} ${endpoints.length === 1 ? 'hears' : 'hear'} a broadcast`,
    keys: [
      ...networks.map((name) => keyOf('network', name)),
      ...endpoints.flatMap((name) => [keyOf('endpoint', name), keyOf('sandbox', name.slice(0, name.lastIndexOf('.')))]),
    ],
  }));
}

/** @param {Analysis} found @returns {Row[]} */
function treeRows({ trees }) {
  return trees.map(({ networks, root, blocked }) => {
    const ports = blocked.map(([network, patch]) => `${patch} at ${network}`);
    const said = ports.length ? `blocked: ${listed(ports)}` : 'nothing is blocked';
    return {
      sentence: `${listed(networks)}: the root will be ${root}; ${said}`,
      keys: [keyOf('network', root), ...blocked.map(([, patch]) => keyOf('patch', patch))],
    };
  });
}

/** @param {Analysis} found @returns {Row[]} */
function loopRows({ loops }) {
  return loops.map(({ networks, patches, stp }) => {
    const fate = stp.length ? `STP of ${listed(stp)} breaks it` : 'frames run round it for ever, as none of them runs STP';
    return {
      sentence: `${listed(networks)} form a ring through ${listed(patches)}: ${fate}`,
      keys: [...networks.map((name) => keyOf('network', name)), ...patches.map((name) => keyOf('patch', name))],
    };
  });
}

/** @param {Analysis} found @returns {Row[]} */
function weakRows({ weak }) {
  return weak.map(({ kind, name, cut_off }) => ({
    sentence: `Without ${kind} ${name}, ${listed(cut_off)} ${cut_off.length === 1 ? 'is' : 'are'} cut off`,
    keys: [keyOf(kind, name), ...cut_off.map((each) => keyOf('sandbox', each))],
  }));
}

/** @param {Analysis} found @returns {Row[]} */
function pathRows({ reach, why }) {
  if (!reach) return [{ sentence: `Not known: ${why}`, keys: [] }];
  const rows = reach.asymmetric.map(({ from, to, there, back }) => ({
    sentence: `From ${from} to ${to} ${through(there)}, but back ${through(back)}`,
    keys: [...new Set([from, to, ...there, ...back])].map((name) => keyOf('sandbox', name)),
  }));
  const { longest, learners } = reach;
  if (learners.length)
    rows.unshift({
      sentence: `More paths depend on what ${listed(learners)} ${learners.length === 1 ? 'learns' : 'learn'} from others`,
      keys: learners.map((name) => keyOf('sandbox', name)),
    });
  if (!longest) return rows;
  const sentence = `The longest path${learners.length ? ' that is drawn' : ''} is from ${longest.from} to ${longest.to}: ${counted(longest.hops, 'hop')}`;
  return [{ sentence, keys: longest.keys }, ...rows];
}

/** @param {string[]} places  the last one is where it ends */
const through = (places) => (places.length > 1 ? `through ${listed(places.slice(0, -1))}` : 'directly');

/** @param {Analysis} found @returns {Row[]} */
function unusedRows({ unused }) {
  return unused.map(([network, subnet]) => ({
    sentence: `${subnet} of ${network}: no endpoint has an address in it`,
    keys: [keyOf('network', network)],
  }));
}
