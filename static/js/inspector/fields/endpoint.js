/**
 * The fields of an endpoint.
 *
 * @import { Field } from './fields.js'
 */
import { defaultMac } from '../../design/mac.js';
import { endpointName, index } from '../../design/objects.js';
import { one, pairs } from './rows.js';
import { WIRE } from './wire.js';

const section = 'More';

/** @type {Field[]} */
export const ENDPOINT = [
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
  ...WIRE,
  {
    section,
    field: 'isolated',
    label: 'Isolated: talks to no other isolated port',
    control: 'yes',
    normally: false,
  },
  {
    section,
    field: 'sysctls',
    label: 'sysctl',
    control: 'list',
    ...pairs('net.ipv4.conf.IFNAME.rp_filter', '0'),
    help: 'IFNAME stands for the interface’s name',
  },
];
