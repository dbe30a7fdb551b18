/**
 * Arranging by rule.
 *
 * @import { LayoutName } from '../layouts/layouts.js'
 * @import { Bench, Command } from './table.js'
 */

/** @type {{id: LayoutName, title: string}[]} */
const ALL = [
  { id: 'layered', title: 'in layers' },
  { id: 'radial', title: 'in rings' },
  { id: 'force', title: 'by forces' },
  { id: 'grid', title: 'in a grid' },
];

/** @param {Bench} bench @returns {Command[]} */
export const layouting = ({ layouts }) =>
  ALL.map(({ id, title }) => ({
    id: `layout-${id}`,
    title: `Arrange ${title}`,
    says: () => (layouts.chosen.length > 1 ? `Arrange what is chosen ${title}` : `Arrange everything ${title}`),
    group: 'Arrange',
    icon: `layout-${id}`,
    in: ['more'],
    why: () => layouts.barrier,
    run: () => void layouts.run(id),
  }));
