/**
 * Chaos in the running network, at once.
 *
 * @import { Intent } from '../types.js'
 * @import { Bench, Command } from './table.js'
 */
import { conditionOf, cut, flap, pause, restore, sandboxOf, wiresOf } from '../chaos/deeds.js';
import { lacks, whyNot } from '../chaos/may.js';
import { fromKey } from '../design/objects.js';

/** @param {Bench} bench @returns {Command[]} */
export const chaos = ({ desk, showScenarios }) => {
  const { model, selection } = desk;
  const chosen = () => fromKey(selection.only ?? ':');
  const wires = () => wiresOf(model.design, chosen().kind, chosen().name);
  const sandbox = () => sandboxOf(model.design, chosen().kind, chosen().name);
  const condition = () => conditionOf(wires());
  const deployed = () => model.topology.deployed;
  const whyNoWire = () => whyNot(desk) || (wires().length ? '' : 'choose one endpoint, patch or cable');
  /** @param {boolean} isOn @param {(kind: any, name: string) => Intent} on */
  const turn = (isOn, on) => desk.editAtOnce((isOn ? restore : on)(chosen().kind, chosen().name));
  return [
    {
      id: 'chaos-cut',
      title: 'Cut a cable, or restore it, at once',
      says: () => (condition().isCut ? 'Restore the cable at once' : 'Cut the cable at once'),
      group: 'Operate',
      icon: 'cut',
      in: ['object'],
      fits: () => deployed() && wires().length > 0,
      why: whyNoWire,
      run: () => turn(condition().isCut, cut),
    },
    {
      id: 'chaos-flap',
      title: 'Have a cable flap, or stop it, at once',
      says: () => (condition().isFlapping ? 'Stop the flapping at once' : 'Have it flap at once'),
      group: 'Operate',
      icon: 'flap',
      in: ['object'],
      fits: () => deployed() && wires().length > 0,
      why: whyNoWire,
      run: () => turn(condition().isFlapping, flap),
    },
    {
      id: 'chaos-pause',
      title: 'Pause a sandbox, or have it go on, at once',
      says: () => (sandbox()?.paused ? 'Have it go on' : 'Pause it, as if it hung'),
      group: 'Operate',
      icon: 'pause',
      in: ['object'],
      fits: () => deployed() && sandbox() !== undefined,
      why: () => whyNot(desk) || (sandbox() ? lacks(model, 'pause') : 'choose one sandbox'),
      run: () => desk.editAtOnce(pause(chosen().name, !sandbox()?.paused)),
    },
    {
      id: 'scenarios',
      title: 'Scenarios: chaos by the clock',
      group: 'Operate',
      icon: 'clock',
      in: ['more'],
      run: showScenarios,
    },
  ];
};
