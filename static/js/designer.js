/** The designer's composition root: everything is made here, wired once and connected. */
import { Clipboard } from './arranging/clipboard.js';
import { Copies } from './arranging/copies.js';
import { Canvas } from './canvas/canvas.js';
import { Minimap } from './canvas/minimap.js';
import { commands } from './commands/table.js';
import { Shortcuts } from './commands/shortcuts.js';
import { learn } from './design/drivers.js';
import { fromKey, isFigure, keyOf } from './design/objects.js';
import { EditedFields } from './company/fields.js';
import { Following } from './company/following.js';
import { Others } from './company/others.js';
import { People } from './company/people.js';
import { Pointing } from './company/pointing.js';
import { Desk } from './desk.js';
import { need } from './dom.js';
import { Dialogs } from './frame/dialogs.js';
import { Drawer } from './frame/drawer.js';
import { LazyPanel } from './frame/lazy.js';
import { Menu } from './frame/menu.js';
import { Notices } from './frame/notices.js';
import { Palette } from './frame/palette.js';
import { Playing } from './frame/playing.js';
import { Remembered } from './frame/remembered.js';
import { Starters } from './frame/starters.js';
import { Toolbar } from './frame/toolbar.js';
import { Waiting } from './frame/waiting.js';
import { Handles } from './gestures/handles.js';
import { Hover } from './gestures/hover.js';
import { Keyboard } from './gestures/keyboard.js';
import { ContextMenu } from './gestures/context.js';
import { Pointer } from './gestures/pointer.js';
import { presses } from './gestures/press.js';
import { Renaming } from './gestures/rename.js';
import { Tools } from './gestures/tools.js';
import { TerminalHandles } from './gestures/terminal_handles.js';
import { Sizing } from './gestures/sizing.js';
import { Writing } from './gestures/writing.js';
import { LookbackBar } from './history/bar.js';
import { Lookback } from './history/lookback.js';
import { Inspector } from './inspector/inspector.js';
import { Instruments } from './instruments.js';
import { Layouts } from './layouts/layouts.js';
import { Model } from './live/model.js';
import { Socket } from './live/socket.js';
import { History } from './panels/history.js';
import { Plan } from './panels/plan.js';
import { Problems } from './panels/problems.js';
import { Text } from './panels/text/text.js';
import { Paper } from './pictures/paper.js';
import { Finder } from './search/finder.js';
import { TemplatesDialog } from './templates/dialog.js';
import { Selection } from './selection.js';
import { Title } from './frame/title.js';

const part = (/** @type {string} */ name) => need(`[data-part="${name}"]`);
const viewport = part('canvas');
const first = part('name').textContent ?? '';

/** The topology may have been renamed meanwhile. */
const address = () =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live/${model.topology.name || first}/`;

learn(JSON.parse(need('#drivers').textContent ?? ''));
const model = new Model(new Socket(address));
const selection = new Selection();
const notices = new Notices(part('toasts'), part('announcer'));
const canvas = new Canvas(viewport, need('.world', viewport), model, selection);
const desk = new Desk(model, selection, canvas, notices);
const copies = new Copies(desk);
const dialogs = new Dialogs();
const menu = new Menu(document.body);
const writing = new Writing(desk);
const tools = new Tools(desk, menu, writing);
const renaming = new Renaming(desk);
const pointer = new Pointer(desk, presses(desk, tools, copies));
const clipboard = new Clipboard(desk, pointer, copies);
const lookback = new Lookback(desk);
const sheet = new LazyPanel('table', 'Table', notices, () =>
  import('./panels/table/panel.js').then(({ TablePanel }) => new TablePanel(desk, dialogs)),
);
const planning = {
  show: () => {
    drawer.open('plan');
    plan.focus();
  },
  close: () => plan.isOpen && drawer.close(),
};
const { company } = model;
const following = new Following(desk, company);
const pointing = new Pointing(desk, company);
const minimap = new Remembered('minimap', true);
const instruments = new Instruments(desk, part('above'), () => drawer);
const templates = new TemplatesDialog(desk, dialogs);
const layouts = new Layouts(desk, viewport.dataset.elk ?? '');
const table = commands({
  ...{ desk, tools, pointer, renaming, writing, menu, dialogs, copies, clipboard, planning },
  ...{ lookback, minimap, layouts, company, following, pointing, templates },
  ...instruments.acts,
  finder: () => finder,
  help: () => dialogs.help(table),
  showHistory: () => {
    drawer.open('history');
    past.focus();
  },
  showAnalysis: () => drawer.open(analysis.id),
  askWhy: () => {
    drawer.open(analysis.id);
    analysis.whenShown((content) => content.why());
  },
  showTable: () => {
    drawer.open(sheet.id);
    sheet.whenShown((content) => content.focus());
  },
});

/** @param {import('./commands/table.js').Command} command */
function run(command) {
  const why = command.why?.() ?? '';
  if (why) notices.toast(`${command.title}: ${why}`);
  else command.run();
  toolbar.update();
}

const { openTerminal } = instruments.acts;
const inspector = new Inspector(desk, instruments.traffic, openTerminal);
/** @type {import('./panels/problem_row.js').Go} */
function goTo({ kind, name, field, also = [] }) {
  if (kind === 'scenario') return instruments.showScenario(name);
  const keys = [keyOf(kind, name), ...also];
  selection.set(keys);
  canvas.showAll(keys);
  if (!also.length) inspector.goTo(field);
}

const past = new History(desk, lookback, dialogs);
const analysis = new LazyPanel('analysis', 'Analysis', notices, () =>
  import('./panels/analysis/panel.js').then(({ AnalysisPanel }) => new AnalysisPanel(desk)),
);
const plan = new Plan(desk, lookback, goTo, planning.close);
const drawer = new Drawer(model, [
  [new Problems(desk, goTo), plan, sheet, new Text(desk), analysis, past],
  instruments.panels,
]);
const finder = new Finder(desk, () => table, run);
const toolbar = new Toolbar(model, table, run, menu);
const handles = new Handles(desk, pointer);
const context = new ContextMenu(desk, menu, table);
const parts = [
  canvas,
  desk,
  pointer,
  inspector,
  context,
  clipboard,
  new Sizing(desk),
  handles,
  new TerminalHandles(desk, handles, part('above'), openTerminal),
  new Hover(canvas),
  new Keyboard(desk, tools, (at) => context.open(at)),
  new Shortcuts(table, run),
  toolbar,
  finder,
  new Minimap(canvas, part('above'), minimap),
  new Palette(desk, tools, pointer),
  new Starters(desk, () => templates.open()),
  new Title(model),
  new Waiting(model, planning.show),
  new Playing(model, () => instruments.showScenario(model.topology.playing?.scenario)),
  lookback,
  new LookbackBar(lookback, desk),
  ...instruments.parts,
  drawer,
  following,
  pointing,
  new Others(desk, company),
  new EditedFields(desk, company),
  new People(company, following, menu, notices),
  new Paper(desk),
];

model.subscribe((message) => {
  if (message?.sentence) notices.announce(message.sentence);
});
desk.lock.subscribe(() => toolbar.update());
viewport.addEventListener('dblclick', (event) => {
  const key = canvas.keyUnder(event);
  if (!key) return;
  if (instruments.hasTerminals(key)) instruments.openTerminal(fromKey(key).name);
  else (isFigure(fromKey(key).kind) ? writing : renaming).open(key);
});
for (const each of parts) each.connect();
model.connect();
addEventListener('pagehide', () => {
  model.disconnect();
  for (const each of parts) each.disconnect();
});
