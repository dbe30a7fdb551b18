/**
 * Looking back.
 *
 * @import { Bench, Command } from './table.js'
 */

/** @param {Bench} bench @returns {Command[]} */
export const history = ({ showHistory }) => [
  {
    id: 'history',
    title: 'History',
    group: 'Look',
    keys: ['H'],
    icon: 'history',
    in: ['more'],
    menu: 'Design',
    run: showHistory,
  },
];
