/**
 * The instruments of the running network.
 *
 * @import { Bench, Command } from './table.js'
 */

/** @param {Bench} bench @returns {Command[]} */
export const operating = ({ desk, showTools, ping }) => {
  const sandboxes = () => desk.chosen.filter(({ kind }) => kind === 'sandbox');
  const stopped = () => (desk.model.topology.deployed ? '' : 'deploy first: it needs a running network');
  return [
    {
      id: 'ping',
      title: 'Ping from one chosen sandbox to the other',
      says: () => `Ping ${sandboxes()[1]?.name ?? ''}`,
      group: 'Operate',
      icon: 'broadcast',
      in: ['object'],
      fits: () => sandboxes().length === 2,
      why: () => stopped() || (sandboxes().length === 2 ? '' : 'choose two sandboxes'),
      run: ping,
    },
    {
      id: 'tools',
      title: 'Tools: ping, traceroute, throughput…',
      group: 'Operate',
      icon: 'wand',
      in: ['more', 'object'],
      fits: () => !desk.selection.keys.size || sandboxes().length > 0,
      run: showTools,
    },
  ];
};
