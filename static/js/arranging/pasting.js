/**
 * Putting a fragment into a design: names are fresh where they are taken, subnets and addresses where those
 * are; MAC addresses always. What is left out, the server gives.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Design, Endpoint, Figure, FigureKind, Intent, Kind, Network, Operation, Position, Sandbox } from '../types.js'
 * @import { Fragment } from './fragment.js'
 */
import { freshName, namesIn } from '../design/names.js';
import { COLLECTION, FIGURES, index } from '../design/objects.js';
import { shifted } from '../figures/shapes.js';

/**
 * @param {Fragment} fragment
 * @param {Point} by  how far from where it stood
 * @returns {Intent}
 */
export const paste = (fragment, by) => (design) => {
  const names = freshNames(design, fragment);
  /** An end in the fragment, or the one of that name that is here. @param {'sandbox' | 'network'} kind
   * @param {string} name */
  const end = (kind, name) => names.get(name) ?? (index(design)[kind].has(name) ? name : undefined);
  const whole = fragment.endpoints.filter(
    (each) => end('sandbox', each.sandbox) && end('network', each.network),
  );
  const kept = heldAddresses(design, fragment);
  return [
    ...fragment.networks.map((each) => added('network', network(design, each, names))),
    ...fragment.sandboxes.map((each) => added('sandbox', sandbox(each, names, kept))),
    ...whole.map((each) =>
      added('endpoint', {
        ...endpoint(design, fragment, each),
        sandbox: end('sandbox', each.sandbox),
        network: end('network', each.network),
      }),
    ),
    ...patches(design, fragment, names),
    ...positions(fragment, names, by),
    ...FIGURES.flatMap((kind) => figures(design, kind, fragment[COLLECTION[kind]], by)),
  ];
};

/** @param {Design} design @param {FigureKind} kind @param {Figure[]} all @param {Point} by */
function figures(design, kind, all, by) {
  const taken = new Set(index(design)[kind].keys());
  return all.map((each) => {
    const name = freshName(taken, each.name);
    taken.add(name);
    return added(kind, { ...each, ...shifted(each, by), name });
  });
}

/** What a paste cannot take along, in words: "2 routes". @param {Design} design @param {Fragment} fragment */
export function leftOut(design, fragment) {
  const kept = heldAddresses(design, fragment);
  const routes = fragment.sandboxes.flatMap((each) => each.routes ?? []).filter(({ via }) => !kept.has(via));
  const published = fragment.networks.flatMap((each) => /** @type {any} */ (each).publish ?? []);
  return [
    [routes.length, 'route'],
    [published.length, 'published port'],
  ].flatMap(([count, what]) => (count ? [`${count} ${what}${count === 1 ? '' : 's'}`] : []));
}

/** @param {Kind} kind @param {object} value @returns {Operation} */
const added = (kind, value) => ({
  op: 'add',
  kind,
  value: /** @type {import('../types.js').Fields} */ (value),
});

/** @param {Design} design @param {Fragment} fragment @returns {Map<string, string>} */
function freshNames(design, { networks, sandboxes }) {
  const taken = namesIn(design);
  const names = new Map();
  for (const { name } of [...sandboxes, ...networks]) {
    names.set(name, freshName(taken, name));
    taken.add(names.get(name));
  }
  return names;
}

/** Whether a network has to take other subnets here. @param {Design} design @param {Network} network */
function isRenewed(design, { subnets }) {
  const taken = new Set(design.networks.flatMap((each) => each.subnets ?? []));
  return (subnets ?? []).some((each) => taken.has(each));
}

/** The addresses that a copy reaches as what it is copied from did: those that come with it and stay what they
 * were, and those on the networks here that it joins.
 * @param {Design} design @param {Fragment} fragment
 */
function heldAddresses(design, { networks, endpoints }) {
  const own = new Set(networks.map(({ name }) => name));
  const same = networks.filter((each) => !isRenewed(design, each));
  const outer = new Set(endpoints.map(({ network }) => network).filter((name) => !own.has(name)));
  const joined = design.networks.filter(({ name }) => outer.has(name));
  return new Set([...addressesOn(same, endpoints), ...addressesOn(joined, design.endpoints)]);
}

/** @param {Network[]} networks @param {Endpoint[]} endpoints */
function addressesOn(networks, endpoints) {
  const names = new Set(networks.map(({ name }) => name));
  const held = endpoints.filter((each) => names.has(each.network)).flatMap((each) => each.addresses ?? []);
  const gateways = networks.flatMap((each) => each.gateway ?? []);
  return [...held, ...gateways].map((each) => each.split('/')[0]);
}

/** @param {Design} design @param {Network} old @param {Map<string, string>} names */
function network(design, old, names) {
  const { name, subnets, gateway, options, ...rest } = /** @type {any} */ (old);
  const renewed = isRenewed(design, old);
  const parent = options?.parent;
  const known = names.get(parent) ?? (index(design).network.has(parent) ? parent : null);
  const { fdb: _learnt, publish: _ports, ...kept } = rest;
  return {
    ...kept,
    name: names.get(name),
    ...(renewed ? {} : { subnets }),
    ...(renewed && gateway?.length ? {} : { gateway }),
    ...(options && { options: parent ? { ...options, parent: known } : options }),
  };
}

/** @param {Sandbox} old @param {Map<string, string>} names @param {Set<string>} kept */
const sandbox = ({ routes, ...rest }, names, kept) => ({
  ...rest,
  name: names.get(rest.name),
  ...(routes && { routes: routes.filter(({ via }) => kept.has(via)) }),
});

/** @param {Design} design @param {Fragment} fragment @param {Endpoint} old */
function endpoint(design, { networks }, { mac: _mac, addresses, ...rest }) {
  const on = networks.find(({ name }) => name === rest.network);
  const renewed = addresses?.length && (!on || isRenewed(design, on));
  return {
    ...rest,
    ...(renewed || addresses === undefined ? {} : { addresses }),
  };
}

/** @param {Design} design @param {Fragment} fragment @param {Map<string, string>} names */
function patches(design, fragment, names) {
  const taken = new Set(design.patches.map(({ name }) => name));
  const inside = fragment.patches.filter(({ networks }) => networks.every((end) => names.has(end)));
  return inside.map((each) => {
    const name = freshName(taken, each.name);
    taken.add(name);
    return added('patch', { ...each, name, networks: each.networks.map((end) => names.get(end)) });
  });
}

/** @param {Fragment} fragment @param {Map<string, string>} names @param {Point} by @returns {Operation[]} */
function positions({ layout }, names, by) {
  const placed = Object.entries(layout).flatMap(([name, [x, y]]) => {
    const now = names.get(name);
    return now ? [[now, /** @type {Position} */ ([Math.round(x + by.x), Math.round(y + by.y)])]] : [];
  });
  return placed.length ? [{ op: 'place', positions: Object.fromEntries(placed) }] : [];
}
