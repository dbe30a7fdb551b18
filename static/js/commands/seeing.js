/**
 * Finding, and how the drawing is looked at.
 *
 * @import { Bench, Command } from './table.js'
 */
import { chosen, choose, choosesLessMotion, chooseLessMotion } from '../pages/theme.js';

/** @param {Bench} bench @returns {Command[]} */
export const seeing = ({ desk, finder, minimap }) => [
  {
    id: 'commands',
    title: 'All commands and objects…',
    group: 'Look',
    keys: ['Ctrl+K'],
    anywhere: true,
    icon: 'command',
    in: ['more'],
    run: () => finder().open(true),
  },
  {
    id: 'find',
    title: 'Find an object…',
    group: 'Look',
    keys: ['Ctrl+F', '/'],
    icon: 'search',
    in: ['camera'],
    run: () => finder().open(false),
  },
  {
    id: 'find-next',
    title: 'Next hit',
    group: 'Look',
    keys: ['F3'],
    icon: 'search',
    run: () => finder().next(1),
  },
  {
    id: 'find-previous',
    title: 'Previous hit',
    group: 'Look',
    keys: ['Shift+F3'],
    icon: 'search',
    run: () => finder().next(-1),
  },
  {
    id: 'minimap',
    title: 'Minimap',
    says: () => (minimap.on ? 'Hide the minimap' : 'Show the minimap'),
    group: 'Look',
    keys: ['M'],
    icon: 'map',
    in: ['more'],
    run: () => minimap.toggle(),
  },
  {
    id: 'lock',
    title: 'Lock against accidental moves',
    says: () => (desk.lock.on ? 'Unlock' : 'Lock against accidental moves'),
    group: 'Look',
    keys: ['Alt+L'],
    icon: 'lock',
    in: ['camera'],
    isOn: () => desk.lock.on,
    run: () => desk.lock.toggle(),
  },
  ...['light', 'dark', 'projector', 'auto'].map((theme) => appearance(theme)),
  {
    id: 'less-motion',
    title: 'Reduced motion',
    says: () => (choosesLessMotion() ? 'Let things move again' : 'Reduced motion'),
    group: 'Look',
    icon: 'eye',
    run: () => chooseLessMotion(!choosesLessMotion()),
  },
];

/** @type {Record<string, {title: string, icon: string}>} */
const APPEARANCE = {
  light: { title: 'Appearance: light', icon: 'sun' },
  dark: { title: 'Appearance: dark', icon: 'moon' },
  projector: { title: 'Appearance: for a projector', icon: 'projector' },
  auto: { title: 'Appearance: as the system', icon: 'monitor' },
};

/** @param {string} theme @returns {Command} */
const appearance = (theme) => ({
  id: `appearance-${theme}`,
  ...APPEARANCE[theme],
  group: 'Look',
  why: () => (chosen() === theme ? 'it is so already' : ''),
  run: () => choose(theme),
});
