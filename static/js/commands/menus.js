/**
 * The menus, of what is chosen, of the canvas and of the bar: what is done most at first sight, the rest in menus of
 * their own.
 *
 * @import { Command, MenuName } from './table.js'
 * @import { MenuItem } from '../frame/menu.js'
 *
 * @typedef {{title: string, icon: string, has: (command: Command) => boolean}} Further
 * @typedef {{groups: Command['group'][], menus: Further[]}} Section
 * @typedef {(commands: Command[], run: (command: Command) => void) => MenuItem[]} Layout  of commands that fit what is chosen
 */
import { menuItem } from './menu_item.js';

/** @param {MenuName} title @param {string} icon @returns {Further} */
const named = (title, icon) => ({ title, icon, has: ({ menu }) => menu === title });
/** @param {string} title @param {string} icon @param {Command['group']} its @returns {Further} */
const grouped = (title, icon, its) => ({ title, icon, has: ({ group }) => group === its });

const INSTRUMENTS = named('Instruments', 'activity');
/** Of sections, with a line between them; what cannot be taken back comes last. */
export const objectMenu = layout([
  { groups: ['Operate', 'Look'], menus: [INSTRUMENTS] },
  { groups: ['Draw', 'Change', 'Explain'], menus: [] },
  { groups: ['Arrange'], menus: [] },
  {
    groups: ['Copy', 'Choose', 'Picture'],
    menus: [named('Copy and save', 'copy'), named('Choose', 'share'), named('Explain', 'area')],
  },
]);
export const canvasMenu = layout([
  { groups: ['Draw', 'Copy'], menus: [grouped('Explain', 'area', 'Explain')] },
  { groups: ['Change'], menus: [] },
  { groups: ['Look'], menus: [grouped('Choose', 'share', 'Choose')] },
]);
export const moreMenu = layout([
  { groups: ['Make it real'], menus: [] },
  { groups: ['Draw', 'Copy'], menus: [grouped('Arrange', 'layout-grid', 'Arrange')] },
  {
    groups: ['Operate'],
    menus: [
      named('Design', 'table'),
      { ...INSTRUMENTS, has: (each) => INSTRUMENTS.has(each) || each.group === 'Operate' },
    ],
  },
  { groups: ['Look', 'Together'], menus: [grouped('Export and print', 'picture', 'Picture')] },
]);

/** @param {Section[]} all @returns {Layout} */
function layout(all) {
  const isFurther = (/** @type {Command} */ command) => all.some(({ menus }) => menus.some(({ has }) => has(command)));
  return (commands, run) => {
    /** @param {(command: Command) => boolean} which */
    const items = (which) => commands.filter(which).map((each) => menuItem(each, run));
    const sections = all.map(({ groups, menus }) => [
      ...items((each) => !isFurther(each) && !each.danger && groups.includes(each.group)),
      ...menus.flatMap((menu) => further(menu, inOrder(commands, groups), run)),
    ]);
    const last = items((each) => Boolean(each.danger));
    return [...sections, last].filter((each) => each.length).flatMap((each, i) => [...(i ? [null] : []), ...each]);
  };
}

/** What belongs to its section by its own group comes first. @param {Command[]} commands @param {Command['group'][]} groups */
function inOrder(commands, groups) {
  const place = (/** @type {Command} */ { group }) => (groups.includes(group) ? 0 : 1);
  return [...commands].sort((a, b) => place(a) - place(b));
}

/** One alone needs no menu. @param {Further} menu @param {Command[]} commands @param {(command: Command) => void} run */
function further({ title, icon, has }, commands, run) {
  const its = commands.filter(has).map((each) => menuItem(each, run));
  return its.length > 1 ? [{ title, icon, items: its }] : its;
}
