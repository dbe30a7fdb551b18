/**
 * The fields of a network.
 *
 * @import { Driver } from '../../design/drivers.js'
 * @import { Field } from './fields.js'
 */
import { driverCalled, driverNames } from '../../design/drivers.js';
import { ICON } from './figures.js';
import { one, records } from './rows.js';

/**
 * What means something for such drivers, and for one that nobody knows here.
 * @param {(driver: Driver) => boolean} such
 */
const only =
  (such) =>
  (/** @type {{driver?: string}} */ { driver }) => {
    const known = driverCalled(driver);
    return known === undefined || such(known);
  };
const bridged = only(({ bridge }) => bridge);

/** @type {Field[]} */
export const NETWORK = [
  {
    field: 'driver',
    label: 'Driver',
    control: 'choice',
    normally: 'bridge',
    choices: driverNames,
    others: true,
    help: 'bridge: a switch; cable: one wire between two sandboxes; null: not connected; macvlan, ipvlan, vlan: on top of another network; uplink: out to the machine’s own network',
  },
  {
    field: 'options.parent',
    label: 'On top of',
    control: 'choice',
    choices: (design) => [
      '',
      ...design.networks.filter(({ driver }) => driverCalled(driver)?.bridge).map(({ name }) => name),
    ],
    fits: only(({ parent }) => parent),
  },
  {
    field: 'options.mode',
    label: 'Mode',
    control: 'text',
    half: true,
    fits: only(({ modes }) => modes.length > 0),
    becomes: (_, { driver }) => driverCalled(driver)?.modes[0] ?? '',
  },
  {
    field: 'options.vlan',
    label: 'VLAN number',
    control: 'number',
    half: true,
    example: '10',
    fits: only(({ vlan }) => vlan),
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
  {
    field: 'publish',
    label: 'Published ports',
    control: 'list',
    columns: [
      { key: 'port', title: 'Port of the machine', example: '8080' },
      { key: 'sandbox', title: 'Sandbox', example: 'web' },
      { key: 'to', title: 'Its port', example: '80', mayBeEmpty: true },
      { key: 'protocol', title: 'Protocol', example: 'tcp', mayBeEmpty: true },
    ],
    parse: ([port, sandbox, to, protocol]) => ({
      port,
      sandbox,
      to: to || null,
      protocol: protocol || 'tcp',
    }),
    format: ({ port, sandbox, to, protocol }) => [port, sandbox, to ?? '', protocol],
    fits: only(({ uplink }) => uplink),
  },
  { field: 'options.mtu', label: 'MTU (bytes)', control: 'number', half: true, normally: 1500 },
  {
    field: 'options.internal',
    label: 'Internal: nobody’s default route',
    control: 'yes',
    normally: false,
  },
  { field: 'options.stp', label: 'Spanning tree (STP)', control: 'yes', normally: false, fits: bridged },
  ...spanning(),
  ...switching(),
];

/** @returns {Field[]} */
function spanning() {
  const section = 'Spanning tree';
  return [
    {
      section,
      field: 'options.priority',
      label: 'Priority',
      control: 'number',
      half: true,
      normally: 32768,
      help: 'lowest: the root',
      fits: bridged,
    },
    {
      section,
      field: 'options.forward_delay',
      label: 'Forward delay (s)',
      control: 'number',
      half: true,
      normally: 15,
      help: 'listening, then learning',
      fits: bridged,
    },
  ];
}

/** @returns {Field[]} */
function switching() {
  const section = 'Switching';
  return [
    {
      section,
      field: 'options.ageing',
      label: 'Ageing (s)',
      control: 'number',
      half: true,
      normally: 300,
      help: '0: a hub',
      fits: bridged,
    },
    {
      section,
      field: 'options.group_fwd_mask',
      label: 'Forward mask',
      control: 'number',
      half: true,
      normally: 0,
      help: 'link-local groups that pass',
      fits: bridged,
    },
    {
      section,
      field: 'options.multicast_snooping',
      label: 'Multicast only to ports that asked for it',
      control: 'yes',
      normally: true,
      fits: bridged,
    },
    {
      section,
      field: 'fdb',
      label: 'Known MAC addresses',
      control: 'list',
      ...records([
        { key: 'mac', title: 'MAC address', example: '02:00:00:00:00:01' },
        { key: 'to', title: 'Endpoint or patch', example: 'app1.eth0' },
      ]),
      help: 'instead of learning them',
      fits: bridged,
    },
    ICON,
];
}
