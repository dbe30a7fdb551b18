/**
 * The pictures that boxes may have, and the sprite's words for them.
 *
 * @import { Network, Sandbox } from '../types.js'
 */
import { driverOf } from './objects.js';

/** By the design's word; the order is that of a chooser. @type {Record<string, string>} */
const SPRITE = {
  host: 'monitor',
  router: 'router',
  switch: 'switch',
  server: 'server',
  firewall: 'firewall',
  cloud: 'cloud',
  internet: 'world',
  laptop: 'laptop',
  phone: 'phone',
  printer: 'print',
  camera: 'camera',
  database: 'database',
  wireless: 'broadcast',
  chip: 'chip',
  shield: 'shield',
  lock: 'lock',
  user: 'user',
  users: 'share',
  star: 'star',
  settings: 'settings',
};

export const ICONS = Object.keys(SPRITE);

/** The sprite's word. @param {string} icon */
export const spriteOf = (icon) => SPRITE[icon] ?? 'help';

/** @param {Sandbox} sandbox */
export const sandboxPicture = ({ icon, forwarding }) =>
  icon ? spriteOf(icon) : forwarding ? 'router' : 'sandbox';

/** @param {Network} network */
export const networkPicture = (network) =>
  network.icon ? spriteOf(network.icon) : driverOf(network) === 'cable' ? 'cable' : 'network';
