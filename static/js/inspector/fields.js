/**
 * Every field of every kind of object, in one table: what the inspector shows and how it is written.
 *
 * @import { Design, DesignObject, Fields, Kind } from '../types.js'
 *
 * @typedef {{key: string, title: string, example: string, wide?: boolean}} Column
 * @typedef {'text' | 'number' | 'yes' | 'choice' | 'list' | 'fixed'} Control
 *
 * @typedef {Object} Field
 * @property {string} field  as problems name it; `options.mtu` is the field mtu of the field options
 * @property {string} label
 * @property {Control} control
 * @property {string} [help]
 * @property {string} [example]  shown while it is left out: the default, or what one may write
 * @property {(design: Design, object: any) => string} [becomes]  what it is while it is left out, where that takes the design to say
 * @property {unknown} [normally]  the value that is meant when it is left out
 * @property {(design: Design) => string[]} [choices]
 * @property {Column[]} [columns]  of a list's rows
 * @property {(row: string[]) => unknown} [parse]  from a row's texts
 * @property {(item: any) => string[]} [format]  to a row's texts
 * @property {boolean} [half]  two of them stand side by side
 * @property {boolean} [optional]  a list that may be left out, or be none at all
 */
import { defaultMac } from '../design/mac.js';
import { endpointName, index } from '../design/objects.js';
import { joinWords, splitWords } from './words.js';

/** @param {string} title @param {string} example */
const one = (title, example) => ({
  columns: [{ key: '', title, example }],
  parse: (/** @type {string[]} */ [text]) => text,
  format: (/** @type {string} */ text) => [text],
});

/** @type {Field[]} */
const IMPAIRMENTS = [
  { field: 'rate', label: 'Rate', control: 'text', half: true, example: '100mbit' },
  { field: 'delay', label: 'Delay', control: 'text', half: true, example: '20ms' },
  { field: 'jitter', label: 'Jitter', control: 'text', half: true, example: '2ms' },
  { field: 'loss', label: 'Loss', control: 'text', half: true, example: '1%' },
];

/** @type {Field} */
const UP = { field: 'up', label: 'Cable plugged in', control: 'yes', normally: true };

/** @type {Record<Kind, Field[]>} */
export const FIELDS = {
  network: [
    {
      field: 'driver',
      label: 'Driver',
      control: 'choice',
      normally: 'bridge',
      choices: () => ['bridge', 'cable', 'null'],
      help: 'bridge: a switch; cable: one wire between two sandboxes; null: not connected',
    },
    {
      field: 'subnets',
      label: 'Subnets',
      control: 'list',
      optional: true,
      ...one('Subnet', '10.0.0.0/24'),
      help: 'IPv4 and IPv6; left out: the next free one',
    },
    {
      field: 'gateway',
      label: 'Gateway',
      control: 'list',
      optional: true,
      ...one('Gateway', '10.0.0.1'),
      help: 'addresses on the bridge itself; left out: each subnet’s first',
    },
    { field: 'options.stp', label: 'Spanning tree (STP)', control: 'yes', normally: false },
    {
      field: 'options.forward_delay',
      label: 'Forward delay (s)',
      control: 'number',
      half: true,
      normally: 15,
      help: 'listening, then learning, under STP',
    },
    { field: 'options.mtu', label: 'MTU (bytes)', control: 'number', half: true, normally: 1500 },
  ],
  sandbox: [
    { field: 'forwarding', label: 'Routes between its interfaces', control: 'yes', normally: false },
    {
      field: 'routes',
      label: 'Static routes',
      control: 'list',
      columns: [
        { key: 'to', title: 'To', example: '0.0.0.0/0' },
        { key: 'via', title: 'Via', example: '10.0.0.1' },
      ],
      parse: ([to, via]) => ({ to, via }),
      format: ({ to, via }) => [to, via],
    },
    {
      field: 'services',
      label: 'Services',
      control: 'list',
      columns: [
        { key: 'name', title: 'Name', example: 'web' },
        { key: 'command', title: 'Command', example: 'python3 -m http.server 80', wide: true },
      ],
      parse: ([name, command]) => ({ name, command: splitWords(command) }),
      format: ({ name, command }) => [name, joinWords(command)],
    },
  ],
  endpoint: [
    {
      field: 'network',
      label: 'Network',
      control: 'choice',
      choices: (design) => design.networks.map(({ name }) => name),
    },
    {
      field: 'addresses',
      label: 'Addresses',
      control: 'list',
      optional: true,
      ...one('Address', '10.0.0.2/24'),
      help: 'with prefix length; left out: the next free one of each subnet',
    },
    {
      field: 'mac',
      label: 'MAC address',
      control: 'text',
      becomes: (design, endpoint) => defaultMac(design.name, endpointName(endpoint)),
    },
    UP,
    {
      field: 'mtu',
      label: 'MTU (bytes)',
      control: 'number',
      half: true,
      becomes: (design, { network }) => String(index(design).network.get(network)?.options?.mtu ?? 1500),
    },
    {
      field: 'gateway_priority',
      label: 'Gateway priority',
      control: 'number',
      half: true,
      normally: 0,
      help: 'highest: default route',
    },
    ...IMPAIRMENTS,
  ],
  patch: [UP, ...IMPAIRMENTS],
};

/** @param {Field} field @param {DesignObject} object @returns {unknown} */
export function read({ field }, object) {
  return field.split('.').reduce((/** @type {any} */ value, part) => value?.[part], object);
}

/**
 * What to send to give a field a value; null leaves it out.
 * @param {Field} field
 * @param {DesignObject} object
 * @param {unknown} value
 * @returns {Fields}
 */
export function written({ field, normally }, object, value) {
  const [outer, inner] = field.split('.');
  if (!inner) return { [outer]: value };
  const whole = /** @type {any} */ (object)[outer] ?? {};
  return { [outer]: { ...whole, [inner]: value ?? normally } };
}

/**
 * Whether a problem is about a field: `addresses[0]` is about `addresses`.
 * @param {Field} field
 * @param {string} named
 */
export const isAbout = ({ field }, named) =>
  named === field ||
  named.startsWith(`${field}[`) ||
  named.startsWith(`${field}.`) ||
  named === field.split('.')[0];
