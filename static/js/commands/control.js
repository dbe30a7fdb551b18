/**
 * Making the drawing real, and unmaking it.
 *
 * @import { Fields } from '../types.js'
 * @import { Bench, Command } from './table.js'
 */
import { counted } from '../canvas/faces.js';
import { hasDrifted, mayAdopt } from '../design/states.js';
import { told } from '../desk.js';

/** @param {Bench} bench @returns {Command[]} */
export const control = ({ desk, dialogs, planning }) => {
  const { model, notices } = desk;
  const errors = () => model.problems.filter((each) => each.severity !== 'warning').length;

  /** @param {'deploy' | 'destroy' | 'repair' | 'adopt' | 'drift' | 'auto_deploy'} what @param {Fields} [fields] */
  const ask = async (what, fields) => {
    const { done, problems } = await model.ask(what, null, fields);
    if (!done) notices.toast(`Not done: ${told(problems)}`, { level: 'error' });
  };
  const whyNotDeploy = () => {
    if (desk.barrier) return desk.barrier;
    if (!model.design.networks.length && !model.design.sandboxes.length)
      return 'there is nothing to deploy yet';
    return errors() ? `the design has ${counted(errors(), 'problem')} to mend first` : '';
  };
  const destroy = async () => {
    const { sandboxes, networks, endpoints } = model.design;
    const what = [
      counted(sandboxes.length, 'sandbox').replace(/xs$/, 'xes'),
      counted(networks.length, 'network'),
      counted(endpoints.length, 'endpoint'),
    ];
    const sure = await dialogs.confirm({
      title: `Destroy ${model.topology.name}?`,
      button: 'Destroy',
      text: `This takes ${what.join(', ')} out of the kernel, with every process that runs in them. The drawing stays; Deploy makes it real again.`,
    });
    if (sure) ask('destroy');
  };
  const whyNotAdopt = () => {
    if (desk.barrier) return desk.barrier;
    if (model.waits) return 'there are edits that are not deployed; undo or deploy them first';
    return mayAdopt(model) ? '' : 'there is no drift that the drawing could take in';
  };
  const switchAuto = async () => {
    const on = !model.topology.auto_deploy;
    const waiting = counted(model.waits, 'change');
    const question = {
      title: 'Deploy each edit at once?',
      button: `Deploy ${waiting}`,
      text: `${waiting} of the design that you see are not deployed yet. They are deployed now, and each later edit as it is made.`,
    };
    if (!on || !model.waits || (await dialogs.confirm(question))) ask('auto_deploy', { on });
  };
  return [
    {
      id: 'deploy',
      title: 'Deploy',
      group: 'Make it real',
      keys: ['Ctrl+Enter'],
      icon: 'deploy',
      in: ['bar'],
      why: whyNotDeploy,
      run: () => (model.topology.auto_deploy ? ask('deploy') : planning.show()),
    },
    {
      id: 'deploy-now',
      title: 'Deploy without looking at the plan',
      group: 'Make it real',
      keys: ['Ctrl+Shift+Enter'],
      icon: 'deploy',
      in: ['more'],
      why: whyNotDeploy,
      run: () => ask('deploy'),
    },
    {
      id: 'auto-deploy',
      title: 'Deploy each edit at once, or let edits wait',
      group: 'Make it real',
      icon: 'wand',
      in: ['more'],
      says: () => (model.topology.auto_deploy ? 'Let edits wait for Deploy' : 'Deploy each edit at once'),
      why: () => desk.barrier,
      run: switchAuto,
    },
    {
      id: 'repair',
      title: 'Repair',
      group: 'Make it real',
      icon: 'repair',
      in: ['bar'],
      run: () => ask('repair'),
      why: () => desk.barrier || (hasDrifted(model) ? '' : 'nothing has drifted'),
    },
    {
      id: 'adopt',
      title: 'Adopt',
      group: 'Make it real',
      icon: 'pencil',
      in: ['bar'],
      run: () => ask('adopt'),
      why: whyNotAdopt,
    },
    {
      id: 'drift',
      title: 'Show drift, or put it back at once',
      group: 'Make it real',
      icon: 'alert',
      in: ['more'],
      says: () =>
        model.topology.drift === 'repair' ? 'Show drift instead of putting it back' : 'Put drift back at once',
      run: () => ask('drift', { policy: model.topology.drift === 'repair' ? 'show' : 'repair' }),
      why: () => desk.barrier,
    },
    {
      id: 'destroy',
      title: 'Destroy',
      group: 'Make it real',
      icon: 'destroy',
      in: ['bar'],
      danger: true,
      run: destroy,
      why: () => desk.barrier || (model.topology.deployed ? '' : 'it is not deployed'),
    },
  ];
};
