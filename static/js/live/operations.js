/**
 * Applies operations to a design in the browser, so that an edit is seen before the server answers.
 *
 * It is forgiving where the server is strict: what is already so, or is about something that is gone, changes
 * nothing. So operations may be shown over a design that has them already. Subnets and addresses are
 * left for the server to give.
 *
 * @import { Add, Design, DesignObject, Kind, Network, Operation, Place, Remove, Rename, SetFields } from '../types.js'
 */
import { COLLECTION, isBeside, nameOf } from '../design/objects.js';

/**
 * @param {Design} design
 * @param {Operation[]} operations
 * @returns {Design} the same one if nothing changes
 */
export function applyOperations(design, operations) {
  return operations.reduce(applyOperation, design);
}

/** Looked for without an index: each operation makes a design of its own, and a paste is a thousand of them.
 * @param {Design} design @param {Kind} kind @param {string} name */
const find = (design, kind, name) =>
  /** @type {DesignObject[]} */ (design[COLLECTION[kind]]).find((each) => nameOf(kind, each) === name);

/** @param {Design} design @param {Operation} operation @returns {Design} */
function applyOperation(design, operation) {
  switch (operation.op) {
    case 'add':
      return add(design, operation);
    case 'set':
      return set(design, operation);
    case 'rename':
      return rename(design, operation);
    case 'remove':
      return remove(design, operation);
    case 'place':
      return place(design, operation);
  }
}

/** @param {Design} design @param {Add} operation */
function add(design, { kind, value }) {
  const object = /** @type {any} */ (value);
  if (find(design, kind, nameOf(kind, object))) return design;
  return { ...design, [COLLECTION[kind]]: [...design[COLLECTION[kind]], object] };
}

/** @param {Design} design @param {SetFields} operation */
function set(design, { kind, name, fields }) {
  const object = /** @type {any} */ (find(design, kind, name));
  if (!object) return design;
  const next = Object.entries(fields).reduce(withField, object);
  return next === object ? design : replaced(design, kind, name, next);
}

/** The object with a field, a field of a field (`options.stp`) or an item of a list (`addresses[0]`) changed.
 * @param {any} object @param {[string, unknown]} field @returns {any} the same if it is so already */
function withField(object, [path, value]) {
  const [, field, item] = /^(\w+)\[(\d+)\]$/.exec(path) ?? [];
  const [, outer, inner] = /^(\w+)\.(\w+)$/.exec(path) ?? [];
  if (item) {
    const list = object[field] ?? [];
    return same(list[item], value) ? object : { ...object, [field]: list.with(Number(item), value) };
  }
  if (outer) return withField(object, [outer, { ...object[outer], [inner]: value }]);
  return same(object[path], value) ? object : { ...object, [path]: value };
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** @param {Design} design @param {Kind} kind @param {string} name @param {object} object @returns {Design} */
function replaced(design, kind, name, object) {
  const objects = /** @type {any[]} */ (design[COLLECTION[kind]]);
  return {
    ...design,
    [COLLECTION[kind]]: objects.map((each) => (nameOf(kind, each) === name ? object : each)),
  };
}

/** Whether nothing refers to objects of this kind. @param {Kind} kind */
const isAlone = (kind) => kind === 'endpoint' || kind === 'patch' || isBeside(kind);

/** @param {Design} design @param {Rename} operation @returns {Design} */
function rename(design, { kind, name, to }) {
  const object = find(design, kind, name);
  if (!object) return design;
  const next = replaced(design, kind, name, { ...object, [kind === 'endpoint' ? 'interface' : 'name']: to });
  return isAlone(kind) ? next : referencesRenamed(next, kind, name, to);
}

/** @param {Design} design @param {Kind} kind @param {string} name @param {string} to @returns {Design} */
function referencesRenamed(design, kind, name, to) {
  const { [name]: position, ...layout } = design.layout;
  /** @param {string} each */
  const renamed = (each) => (each === name ? to : each);
  return {
    ...design,
    networks: kind === 'network' ? parentsNamed(design.networks, name, to) : design.networks,
    layout: position ? { ...layout, [to]: position } : design.layout,
    endpoints: design.endpoints.map((each) => ({
      ...each,
      [kind]: renamed(each[/** @type {'sandbox'} */ (kind)]),
    })),
    patches:
      kind === 'sandbox'
        ? design.patches
        : design.patches.map((each) => ({
            ...each,
            networks: /** @type {[string, string]} */ (each.networks.map(renamed)),
          })),
  };
}

/** @param {Design} design @param {Remove} operation @returns {Design} */
function remove(design, { kind, name }) {
  if (!find(design, kind, name)) return design;
  const kept = {
    ...design,
    [COLLECTION[kind]]: /** @type {any[]} */ (design[COLLECTION[kind]]).filter(
      (each) => nameOf(kind, each) !== name,
    ),
  };
  if (isAlone(kind)) return kept;
  const { [name]: _position, ...layout } = design.layout;
  return {
    ...kept,
    networks: kind === 'network' ? parentsNamed(kept.networks, name, null) : kept.networks,
    layout,
    endpoints: kept.endpoints.filter((each) => each[/** @type {'sandbox'} */ (kind)] !== name),
    patches: kept.patches.filter((each) => kind === 'sandbox' || !each.networks.includes(name)),
  };
}

/** Networks on top of one that is called otherwise now, or is gone (null). They stay.
 * @param {Network[]} networks @param {string} name @param {string | null} to */
const parentsNamed = (networks, name, to) =>
  networks.map((each) =>
    each.options?.parent === name ? { ...each, options: { ...each.options, parent: to } } : each,
  );

/** @param {Design} design @param {Place} operation @returns {Design} */
function place(design, { positions }) {
  const moved = Object.entries(positions).filter(([name, at]) => !same(design.layout[name], at));
  if (!moved.length) return design;
  const layout = { ...design.layout };
  for (const [name, at] of moved) {
    if (at) layout[name] = at;
    else delete layout[name];
  }
  return { ...design, layout };
}
