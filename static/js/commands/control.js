/**
 * Making the drawing real, and unmaking it.
 *
 * @import { Bench, Command } from './table.js'
 */
import { counted } from '../canvas/faces.js';
import { told } from '../desk.js';

/** @param {Bench} bench @returns {Command[]} */
export const control = ({ desk, dialogs }) => {
  const { model, notices } = desk;
  const errors = () => model.problems.filter((each) => each.severity !== 'warning').length;

  /** @param {'deploy' | 'destroy' | 'repair'} what */
  const ask = async (what) => {
    const { done, problems } = await model.ask(what);
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
  return [
    {
      id: 'deploy',
      title: 'Deploy',
      group: 'Make it real',
      keys: ['Ctrl+Enter'],
      icon: 'deploy',
      in: ['bar'],
      why: whyNotDeploy,
      run: () => ask('deploy'),
    },
    {
      id: 'repair',
      title: 'Repair',
      group: 'Make it real',
      icon: 'repair',
      in: ['bar'],
      run: () => ask('repair'),
      why: () => desk.barrier || (model.status.state === 'drifted' ? '' : 'nothing has drifted'),
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
