/**
 * The columns of each kind's table. What may be edited is a field of the inspector's; the rest only tells.
 *
 * @import { Design, DesignObject, BuiltKind, Sandbox } from '../../types.js'
 * @import { Model } from '../../live/model.js'
 * @import { Field } from '../../inspector/fields/fields.js'
 * @import { Worth } from './order.js'
 *
 * @typedef {Object} Column
 * @property {string} id  as problems name the field
 * @property {string} title
 * @property {number} width  in px
 * @property {Field} [field]  what it edits
 * @property {boolean} [once]  given when the object is added, and never changed
 * @property {(model: Model, name: string) => string} [tells]  what it says where it edits nothing
 * @property {boolean} [mono]
 * @property {boolean} [digits]  lines up at the right
 * @property {(text: string) => Worth} [worth]  what it is sorted by, instead of the text
 */
import { endpointsOf, endpointsOn, find } from '../../design/objects.js';
import { WORD } from '../../design/states.js';
import { FIELDS, isName, nameField } from '../../inspector/fields/fields.js';
import { one } from '../../inspector/fields/rows.js';
import { textOf } from '../../inspector/fields/texts.js';
import { address, quantity } from './order.js';

/**
 * @param {BuiltKind} kind
 * @param {string} id  of the inspector's field
 * @param {string} title
 * @param {number} width
 * @param {Partial<Column>} [more]
 * @returns {Column}
 */
function of(kind, id, title, width, more) {
  const field = [nameField(kind), ...FIELDS[kind]].find((each) => each.field === id);
  if (!field) throw new Error(`a ${kind} has no field ${id}`);
  return { id, title, width, field, ...more };
}

/** @param {BuiltKind} kind @returns {Column} */
const state = (kind) => ({
  id: 'state',
  title: 'State',
  width: 104,
  tells: (model, name) => WORD[model.stateOf(kind, name).state],
});

/** @param {BuiltKind} kind @returns {Column[]} */
const impairments = (kind) => [
  of(kind, 'up', 'Plugged in', 88),
  of(kind, 'rate', 'Rate', 84, { worth: quantity, digits: true }),
  of(kind, 'delay', 'Delay', 76, { worth: quantity, digits: true }),
  of(kind, 'jitter', 'Jitter', 76, { worth: quantity, digits: true }),
  of(kind, 'loss', 'Loss', 68, { worth: quantity, digits: true }),
];

/** @type {Field} */
const SANDBOX = {
  field: 'sandbox',
  label: 'Sandbox',
  control: 'choice',
  choices: (design) => design.sandboxes.map(({ name }) => name),
};
/** @type {Field} */
const NETWORKS = { field: 'networks', label: 'Networks', control: 'list', ...one('Network', 'lan1') };

/** @type {Record<BuiltKind, Column[]>} */
export const COLUMNS = {
  sandbox: [
    of('sandbox', 'name', 'Name', 160),
    state('sandbox'),
    of('sandbox', 'forwarding', 'Router', 76),
    { id: 'interfaces', title: 'Interfaces', width: 340, mono: true, tells: interfacesOf },
    { id: 'services', title: 'Services', width: 200, tells: servicesOf },
  ],
  network: [
    of('network', 'name', 'Name', 160),
    state('network'),
    of('network', 'driver', 'Driver', 96),
    of('network', 'subnets', 'Subnets', 184, { mono: true, worth: address }),
    of('network', 'gateway', 'Gateway', 152, { mono: true, worth: address }),
    of('network', 'options.stp', 'STP', 64),
    of('network', 'options.mtu', 'MTU', 72, { digits: true, worth: quantity }),
    {
      id: 'endpoints',
      title: 'Endpoints',
      width: 92,
      digits: true,
      worth: quantity,
      tells: ({ design }, name) => String(endpointsOn(design, name).length),
    },
  ],
  endpoint: [
    { id: 'sandbox', title: 'Sandbox', width: 128, field: SANDBOX, once: true },
    of('endpoint', 'interface', 'Interface', 92),
    of('endpoint', 'network', 'Network', 112),
    of('endpoint', 'addresses', 'Addresses', 168, { mono: true, worth: address }),
    of('endpoint', 'mac', 'MAC', 148, { mono: true }),
    ...impairments('endpoint'),
    state('endpoint'),
  ],
  patch: [
    of('patch', 'name', 'Name', 128),
    { id: 'networks', title: 'Networks', width: 168, field: NETWORKS },
    ...impairments('patch'),
    state('patch'),
  ],
};

/** What a new object must be given, by the columns' ids; the rest comes by itself. @type {Record<BuiltKind, string[]>} */
export const NEEDED = { sandbox: ['name'], network: ['name'], endpoint: ['sandbox', 'network'], patch: ['networks'] };

/** What several objects are called, and one. @type {Record<BuiltKind, {title: string, many: string}>} */
export const WORDS = {
  sandbox: { title: 'Sandboxes', many: 'sandboxes' },
  network: { title: 'Networks', many: 'networks' },
  endpoint: { title: 'Endpoints', many: 'endpoints' },
  patch: { title: 'Patches', many: 'patches' },
};

/** "1 patch", "2 patches". @param {number} count @param {BuiltKind} kind */
export const many = (count, kind) => `${count} ${count === 1 ? kind : WORDS[kind].many}`;

/** @param {Column} column */
export const renames = ({ field }) => field !== undefined && isName(field);

/** Whether a column edits anything of this object. @param {Column} column @param {DesignObject} object */
export const fits = ({ field }, object) => field !== undefined && (field.fits?.(object) ?? true);

/** What an object has where it says nothing: its own default, seen in the design. @param {Column} column
 * @param {Design} design @param {DesignObject} object */
export const impliedBy = ({ field }, design, object) => field?.becomes?.(design, object) ?? '';

/** @param {Model} model @param {string} name */
function interfacesOf({ design }, name) {
  return endpointsOf(design, name)
    .map((each) => [each.interface, ...(each.addresses ?? [])].join(' '))
    .join(', ');
}

/** @param {Model} model @param {string} name */
function servicesOf({ design }, name) {
  const sandbox = /** @type {Sandbox | undefined} */ (find(design, 'sandbox', name));
  const field = FIELDS.sandbox.find((each) => each.control === 'services');
  return field ? textOf(field, sandbox?.services ?? []) : '';
}
