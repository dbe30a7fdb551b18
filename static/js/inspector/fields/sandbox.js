/**
 * The fields of a sandbox.
 *
 * @import { Field } from './fields.js'
 */
import { ICON } from './figures.js';
import { one, pairs, records } from './rows.js';

const names = 'Looking up names';

/** @type {Field[]} */
export const SANDBOX = [
  { field: 'forwarding', label: 'Routes between its interfaces', control: 'yes', normally: false },
  {
    field: 'routes',
    label: 'Static routes',
    control: 'list',
    ...records([
      { key: 'to', title: 'To', example: '0.0.0.0/0' },
      { key: 'via', title: 'Via', example: '10.0.0.1' },
    ]),
  },
  { field: 'services', label: 'Services', control: 'services' },
  { field: 'paused', label: 'Paused, as if it hung', control: 'yes', normally: false },
  {
    section: names,
    field: 'resolver.servers',
    label: 'Name servers',
    control: 'list',
    ...one('Server', '10.0.0.53'),
  },
  { section: names, field: 'resolver.search', label: 'Search', control: 'list', ...one('Domain', 'lab.test') },
  {
    section: names,
    field: 'resolver.options',
    label: 'Options',
    control: 'list',
    ...one('Option', 'timeout:1'),
  },
  {
    section: 'Kernel settings',
    field: 'sysctls',
    label: 'sysctl',
    control: 'list',
    ...pairs('net.ipv4.tcp_syncookies', '0'),
  },
  ICON,
];
