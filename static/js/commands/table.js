/**
 * Everything a person can do to the drawing, in one table: toolbar, shortcuts, menus and the help sheet are
 * made
 * of it.
 *
 * @import { Clipboard } from '../arranging/clipboard.js'
 * @import { Copies } from '../arranging/copies.js'
 * @import { Company } from '../company/company.js'
 * @import { Following } from '../company/following.js'
 * @import { Pointing } from '../company/pointing.js'
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Renaming } from '../gestures/rename.js'
 * @import { Pointer } from '../gestures/pointer.js'
 * @import { Tools } from '../gestures/tools.js'
 * @import { Writing } from '../gestures/writing.js'
 * @import { Menu } from '../frame/menu.js'
 * @import { Lookback } from '../history/lookback.js'
 * @import { Finder } from '../search/finder.js'
 * @import { Layouts } from '../layouts/layouts.js'
 * @import { Remembered } from '../frame/remembered.js'
 * @import { TemplatesDialog } from '../templates/dialog.js'
 *
 * @typedef {'Instruments' | 'Copy and save' | 'Choose' | 'Explain' | 'Design'} MenuName
 *
 * @typedef {Object} Command
 * @property {string} id
 * @property {string} title
 * @property {'Draw' | 'Explain' | 'Change' | 'Copy' | 'Arrange' | 'Choose' | 'Look' | 'Operate' | 'Make it real' | 'Together' | 'Picture'} group
 * @property {string[]} [keys]
 * @property {string} [icon]
 * @property {('bar' | 'more' | 'camera' | 'object' | 'canvas')[]} [in]  toolbar, its menu, corner of the canvas,
 *   context menus
 * @property {MenuName} [menu]  where a menu has others in it (menus.js), the one in which it stands
 * @property {boolean} [browsers]  the browser hears its keys and says so by an event of its own
 * @property {boolean} [small]  in a menu, only its icon, in a row with others
 * @property {boolean} [danger]
 * @property {() => boolean} [fits]  whether it is about what is chosen at all; else a menu leaves it out
 * @property {() => string} [says]  its title in a menu, if that depends on what is chosen
 * @property {() => string} [why]  why it cannot be done now; empty if it can
 * @property {boolean} [anywhere]  its keys count in a field, too
 * @property {() => boolean} [isOn]  whether it is switched on, if it is a switch
 * @property {() => void} run
 *
 * @typedef {Object} Bench  what commands work with
 * @property {Desk} desk
 * @property {Tools} tools
 * @property {Pointer} pointer
 * @property {Renaming} renaming
 * @property {Writing} writing
 * @property {Menu} menu
 * @property {Dialogs} dialogs
 * @property {Copies} copies
 * @property {Clipboard} clipboard
 * @property {Company} company
 * @property {Following} following
 * @property {Pointing} pointing
 * @property {{show: () => void, close: () => void}} planning  what deploying would do, in the drawer
 * @property {() => void} help
 * @property {Lookback} lookback
 * @property {() => void} showHistory
 * @property {() => Finder} finder
 * @property {Remembered} minimap
 * @property {Layouts} layouts
 * @property {() => void} showTable
 * @property {() => void} showAnalysis
 * @property {() => void} showTraffic
 * @property {() => void} showKernel
 * @property {() => void} showLog
 * @property {Remembered} trafficShown
 * @property {(sandbox: string) => void} openTerminal  empty: only look at those that are open
 * @property {() => void} askWhy  one chosen sandbox does not reach the other, or one that is still to be chosen
 * @property {() => void} showTools
 * @property {() => void} showScenarios
 * @property {() => void} ping  from one chosen sandbox to the other
 * @property {() => void} capture  at what is chosen
 * @property {() => void} followTrail  of a ping from one chosen sandbox to the other
 * @property {TemplatesDialog} templates
 */
import { arranging } from './arranging.js';
import { changing } from './changing.js';
import { chaos } from './chaos.js';
import { copying } from './copying.js';
import { control } from './control.js';
import { drawing } from './drawing.js';
import { explaining } from './explaining.js';
import { history } from './history.js';
import { layouting } from './layouting.js';
import { looking } from './looking.js';
import { together } from './together.js';
import { seeing } from './seeing.js';
import { operating } from './operating.js';
import { panels } from './panels.js';
import { picturing } from './picturing.js';
import { templates } from './templates.js';

/** @param {Bench} bench @returns {Command[]} */
export const commands = (bench) => [
  ...control(bench),
  ...drawing(bench),
  ...templates(bench),
  ...explaining(bench),
  ...changing(bench),
  ...copying(bench),
  ...arranging(bench),
  ...layouting(bench),
  ...seeing(bench),
  ...looking(bench),
  ...history(bench),
  ...together(bench),
  ...operating(bench),
  ...chaos(bench),
  ...panels(bench),
  ...picturing(bench),
];
