/**
 * What is done together with others.
 *
 * @import { Bench, Command } from './table.js'
 */

/** @param {Bench} bench @returns {Command[]} */
export const together = ({ desk, company, pointing }) => [
  {
    id: 'present',
    title: 'Present: others may follow your view',
    says: () => (pointing.presenting ? 'Stop presenting' : 'Present: others may follow your view'),
    group: 'Together',
    icon: 'broadcast',
    in: ['more'],
    why: () => (company.people.size ? '' : 'nobody else is here'),
    run: () => {
      pointing.present();
      desk.notices.toast(
        pointing.presenting ? 'You present: others can follow your view' : 'You present no longer',
      );
    },
  },
];
