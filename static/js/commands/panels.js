/**
 * Opening what is in the drawer.
 *
 * @import { Bench, Command } from './table.js'
 */

import { isBeside } from '../design/objects.js';

/** @param {Bench} bench @returns {Command[]} */
export const panels = ({ desk, showTable, showAnalysis, showTraffic, showKernel, showLog, trafficShown }) => [
  {
    id: 'table',
    title: 'Table of all objects',
    group: 'Look',
    keys: ['T'],
    icon: 'table',
    in: ['more'],
    menu: 'Design',
    run: showTable,
  },
  {
    id: 'analysis',
    title: 'Analysis: who reaches whom, weak points',
    group: 'Look',
    icon: 'eye',
    in: ['more'],
    menu: 'Design',
    run: showAnalysis,
  },
  {
    id: 'traffic',
    title: 'Show traffic',
    says: () => (trafficShown.on ? 'Hide traffic' : 'Show traffic'),
    group: 'Look',
    keys: ['Shift+F'],
    icon: 'activity',
    in: ['camera'],
    isOn: () => trafficShown.on,
    run: () => trafficShown.toggle(),
  },
  {
    id: 'talkers',
    title: 'Traffic: top talkers and charts',
    group: 'Look',
    icon: 'activity',
    in: ['more'],
    menu: 'Instruments',
    run: showTraffic,
  },
  {
    id: 'kernel',
    title: 'Kernel: interfaces, routes, sockets, … as they are',
    group: 'Look',
    keys: ['Shift+K'],
    icon: 'chip',
    in: ['more', 'object'],
    menu: 'Instruments',
    fits: () => !desk.selection.keys.size || desk.chosen.some(({ kind }) => !isBeside(kind)),
    run: showKernel,
  },
  {
    id: 'log',
    title: 'Log: all events and the engine’s commands',
    group: 'Look',
    icon: 'history',
    in: ['more'],
    menu: 'Instruments',
    run: showLog,
  },
];
