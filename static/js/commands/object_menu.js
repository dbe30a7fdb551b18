/**
 * The menu of what is chosen: what is done most at first sight, the rest in menus of their own.
 *
 * @import { Command, ObjectMenu } from './table.js'
 * @import { MenuItem } from '../frame/menu.js'
 */
import { menuItem } from './menu_item.js';

/** With a line between them; what cannot be taken back comes last. @type {{groups: Command['group'][], menus: ObjectMenu[]}[]} */
const SECTIONS = [
  { groups: ['Operate', 'Look'], menus: ['Instruments'] },
  { groups: ['Draw', 'Change', 'Explain'], menus: [] },
  { groups: ['Arrange'], menus: [] },
  { groups: ['Copy', 'Choose', 'Picture'], menus: ['Copy and save', 'Choose', 'Explain'] },
];
/** @type {Record<ObjectMenu, string>} */
const ICON = { Instruments: 'activity', 'Copy and save': 'copy', Choose: 'share', Explain: 'area' };

/** In a menu, what belongs to its section by its own group comes first. @param {Command} command */
function placeOf({ menu, group }) {
  const its = SECTIONS.find(({ menus }) => menu && menus.includes(menu));
  return its && !its.groups.includes(group) ? 1 : 0;
}

/** @param {Command[]} commands  those that fit what is chosen @param {(command: Command) => void} run @returns {MenuItem[]} */
export function objectMenu(commands, run) {
  /** @param {(command: Command) => boolean} which */
  const items = (which) => inOrder.filter(which).map((each) => menuItem(each, run));
  const inOrder = [...commands].sort((a, b) => placeOf(a) - placeOf(b));
  /** One alone needs no menu. @param {ObjectMenu} title @returns {MenuItem[]} */
  const menu = (title) => {
    const its = items((each) => each.menu === title);
    return its.length > 1 ? [{ title, icon: ICON[title], items: its }] : its;
  };
  const sections = SECTIONS.map(({ groups, menus }) => [
    ...items((each) => !each.menu && !each.danger && groups.includes(each.group)),
    ...menus.flatMap(menu),
  ]);
  const last = items((each) => Boolean(each.danger));
  return [...sections, last].filter((each) => each.length).flatMap((each, i) => [...(i ? [null] : []), ...each]);
}
