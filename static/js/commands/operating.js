/**
 * The instruments of the running network.
 *
 * @import { Bench, Command } from './table.js'
 */
import { chosenSandboxes } from '../panels/instrument_form.js';
import { KEYS, whyNoTerminal } from '../panels/terminals/opening.js';

/** @param {Bench} bench @returns {Command[]} */
export const operating = ({ desk, showTools, ping, capture, followTrail, askWhy, openTerminal }) => {
  const sandboxes = () => desk.chosen.filter(({ kind }) => kind === 'sandbox');
  const ends = () => chosenSandboxes(desk);
  const stopped = () => (desk.model.topology.deployed ? '' : 'deploy first: it needs a running network');
  const captured = () => desk.chosen.filter(({ kind }) => ['sandbox', 'network', 'endpoint', 'patch'].includes(kind));
  return [
    {
      id: 'terminal',
      title: 'Open a terminal',
      group: 'Operate',
      keys: KEYS,
      icon: 'terminal',
      in: ['object', 'more'],
      fits: () => !desk.selection.keys.size || sandboxes().length === 1,
      why: () => (sandboxes().length === 1 ? whyNoTerminal(desk, sandboxes()[0].name) : ''),
      run: () => openTerminal(sandboxes().length === 1 ? sandboxes()[0].name : ''),
    },
    {
      id: 'capture',
      title: 'Packets: capture at what is chosen',
      says: () => (captured().length ? 'Capture here' : 'Capture packets'),
      group: 'Operate',
      icon: 'filter',
      in: ['more', 'object'],
      menu: 'Instruments',
      fits: () => !desk.selection.keys.size || captured().length > 0,
      run: capture,
    },
    {
      id: 'trail',
      title: 'Packet trail: follow a ping from one sandbox to another',
      says: () => (ends().length === 2 ? `Follow a ping to ${ends()[1]}` : 'Packet trail'),
      group: 'Operate',
      icon: 'eye',
      in: ['more', 'object'],
      menu: 'Instruments',
      fits: () => !desk.selection.keys.size || ends().length === 2,
      run: followTrail,
    },
    {
      id: 'ping',
      title: 'Ping from one chosen sandbox to the other',
      says: () => `Ping ${ends()[1] ?? ''}`,
      group: 'Operate',
      icon: 'broadcast',
      in: ['object'],
      fits: () => ends().length === 2,
      why: () => stopped() || (ends().length === 2 ? '' : 'choose two sandboxes'),
      run: ping,
    },
    {
      id: 'why',
      title: 'Why can’t it reach…',
      says: () => (ends().length === 2 ? `Why can’t it reach ${ends()[1]}?` : 'Why can’t it reach…'),
      group: 'Operate',
      icon: 'help',
      in: ['object'],
      fits: () => [1, 2].includes(ends().length),
      why: stopped,
      run: askWhy,
    },
    {
      id: 'tools',
      title: 'Tools: ping, traceroute, throughput…',
      group: 'Operate',
      icon: 'wand',
      in: ['more', 'object'],
      menu: 'Instruments',
      fits: () => !desk.selection.keys.size || ends().length > 0,
      run: showTools,
    },
  ];
};
