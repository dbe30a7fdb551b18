/** The designer's composition root: everything is made here, wired once and connected. */
import { Canvas } from './canvas/canvas.js';
import { commands } from './commands/table.js';
import { Shortcuts } from './commands/shortcuts.js';
import { keyOf } from './design/objects.js';
import { Desk } from './desk.js';
import { need } from './dom.js';
import { Dialogs } from './frame/dialogs.js';
import { Drawer } from './frame/drawer.js';
import { Menu } from './frame/menu.js';
import { Notices } from './frame/notices.js';
import { Palette } from './frame/palette.js';
import { Starters } from './frame/starters.js';
import { Toolbar } from './frame/toolbar.js';
import { Waiting } from './frame/waiting.js';
import { Handles } from './gestures/handles.js';
import { Keyboard } from './gestures/keyboard.js';
import { ContextMenu } from './gestures/context.js';
import { Pointer } from './gestures/pointer.js';
import { presses } from './gestures/press.js';
import { Renaming } from './gestures/rename.js';
import { Tools } from './gestures/tools.js';
import { Inspector } from './inspector/inspector.js';
import { Model } from './live/model.js';
import { Socket } from './live/socket.js';
import { Plan } from './panels/plan.js';
import { Problems } from './panels/problems.js';
import { Selection } from './selection.js';
import { Title } from './frame/title.js';

const part = (/** @type {string} */ name) => need(`[data-part="${name}"]`);
const viewport = part('canvas');
const first = part('name').textContent ?? '';

/** The topology may have been renamed meanwhile. */
const address = () =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live/${model.topology.name || first}/`;

const model = new Model(new Socket(address));
const selection = new Selection();
const notices = new Notices(part('toasts'), part('announcer'));
const canvas = new Canvas(viewport, need('.world', viewport), model, selection);
const desk = new Desk(model, selection, canvas, notices);
const dialogs = new Dialogs();
const menu = new Menu(document.body);
const tools = new Tools(desk, menu);
const renaming = new Renaming(desk);
const pointer = new Pointer(desk, presses(desk, tools));
const planning = {
  show: () => {
    drawer.open('plan');
    plan.focus();
  },
  close: () => plan.isOpen && drawer.close(),
};
const table = commands({ desk, tools, pointer, renaming, dialogs, planning, help: () => dialogs.help(table) });

/** @param {import('./commands/table.js').Command} command */
function run(command) {
  const why = command.why?.() ?? '';
  if (why) notices.toast(`${command.title}: ${why}`);
  else command.run();
}

const inspector = new Inspector(desk);
/** @param {{kind: string, name: string, field: string}} place */
function goTo({ kind, name, field }) {
  selection.set([keyOf(kind, name)]);
  canvas.show(keyOf(kind, name));
  inspector.goTo(field);
}

const plan = new Plan(desk, goTo, planning.close);
const panels = [new Problems(model, goTo), plan];
const drawer = new Drawer(model, panels);
const context = new ContextMenu(desk, menu, table);
const parts = [
  canvas,
  desk,
  pointer,
  inspector,
  context,
  new Handles(desk, pointer),
  new Keyboard(desk, tools, (at) => context.open(at)),
  new Shortcuts(table, run),
  new Toolbar(model, table, run, menu),
  new Palette(desk, tools, pointer),
  new Starters(desk),
  new Title(model),
  new Waiting(model, planning.show),
  drawer,
];

model.subscribe((message) => {
  if (message?.sentence) notices.announce(message.sentence);
});
viewport.addEventListener('dblclick', (event) => {
  const key = canvas.keyAt(/** @type {Element} */ (event.target));
  if (key) renaming.open(key);
});
for (const each of parts) each.connect();
model.connect();
addEventListener('pagehide', () => {
  model.disconnect();
  for (const each of parts) each.disconnect();
});
