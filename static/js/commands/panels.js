/**
 * Opening what is in the drawer.
 *
 * @import { Bench, Command } from './table.js'
 */

/** @param {Bench} bench @returns {Command[]} */
export const panels = ({ showTable, showAnalysis }) => [
  {
    id: 'table',
    title: 'Table of all objects',
    group: 'Look',
    keys: ['T'],
    icon: 'table',
    in: ['more', 'canvas'],
    run: showTable,
  },
  {
    id: 'analysis',
    title: 'Analysis: who reaches whom, weak points',
    group: 'Look',
    icon: 'eye',
    in: ['more'],
    run: showAnalysis,
  },
];
