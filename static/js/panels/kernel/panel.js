/**
 * What the kernel holds of the chosen sandbox or network, as it changes; and the log of all that happens.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { KernelTable } from './tables.js'
 */
import { openLine } from '../../console/line.js';
import { endpointName, find, fromKey, keyOf } from '../../design/objects.js';
import { html } from '../../dom.js';
import { copy } from '../../frame/copying.js';
import { Log } from './log.js';
import { TableView } from './table_view.js';
import { take } from './tables.js';

const NAMES = ['interfaces', 'addresses', 'routes', 'neighbours', 'fdb', 'stp', 'nft', 'sockets', 'counters'];
const TITLES = ['Interfaces', 'Addresses', 'Routes', 'Neighbours', 'FDB', 'STP', 'nft', 'Sockets', 'Counters'];
const LOG = 'log';

/** @implements {Content} */
export class KernelPanel {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Line | null} */
    this.line = null;
    /** What is shown, by its key; chosen last, so that the drawing can be worked in meanwhile. */
    this.key = '';
    this.shown = NAMES[0];
    this.isOpen = false;
    /** The line has ended by itself: another is opened when another object is chosen, or the panel is opened again. */
    this.isLost = false;
    /** @type {Map<string, KernelTable>} */
    this.tables = new Map();
    this.log = new Log(desk);
    this.view = new TableView((command) => copy(command, desk.notices));
    this.tabs = new Map([...NAMES, LOG].map((name, at) => [name, this.tab(name, TITLES[at] ?? 'Log')]));
    this.name = html('strong', { class: 'kernel-name' });
    this.note = html('p', { class: 'panel-empty', role: 'status' });
    this.body = html('div', { class: 'kernel-body' });
    this.element = html(
      'div',
      { class: 'instrument-panel kernel-panel' },
      html(
        'div',
        { class: 'instrument-bar' },
        this.name,
        html('div', { class: 'segments', role: 'group', 'aria-label': 'What of the kernel' }, ...this.tabs.values()),
      ),
      this.note,
      this.body,
    );
  }

  open() {
    this.isOpen = true;
    this.isLost = false;
    this.stops = [this.desk.selection.subscribe(() => this.follow()), this.desk.model.subscribe(() => this.follow())];
    this.show(this.shown);
    this.follow();
  }

  close() {
    this.isOpen = false;
    this.stops?.forEach((stop) => stop());
    this.hangUp();
    this.log.close();
  }

  showLog() {
    this.show(LOG);
  }

  /** The sandbox or network that is chosen, or that the chosen object belongs to. @returns {string} its key */
  get chosen() {
    const { design } = this.desk.model;
    for (const { kind, name } of this.desk.chosen) {
      const object = /** @type {any} */ (find(design, kind, name));
      if (!object) continue;
      if (kind === 'sandbox' || kind === 'network') return keyOf(kind, name);
      if (kind === 'endpoint') return keyOf('sandbox', design.endpoints.find((each) => endpointName(each) === name)?.sandbox ?? '');
      if (kind === 'patch') return keyOf('network', object.networks[0]);
    }
    return '';
  }

  /** Whether what was shown last is still in the design. */
  get isThere() {
    if (!this.key) return false;
    const { kind, name } = fromKey(this.key);
    return Boolean(find(this.desk.model.design, kind, name));
  }

  /** Another object was chosen, or the one that is shown is gone. */
  follow() {
    const { model } = this.desk;
    const key = this.chosen || (this.isThere ? this.key : '');
    if (!model.loaded || (key && key === this.key && (this.line || this.isLost))) return;
    this.key = key;
    this.isLost = false;
    this.hangUp();
    this.name.textContent = key ? `${fromKey(key).kind} ${fromKey(key).name}` : '';
    this.say(key ? '' : 'Choose a sandbox or a network to see what the kernel holds of it.');
    if (key) this.call(fromKey(key));
  }

  /** @param {{kind: string, name: string}} subject */
  call({ kind, name }) {
    this.line = openLine(
      this.desk.model.topology.name,
      { type: 'kernel', kind, name },
      {
        told: (message) => this.heard(message),
        closed: (reason) => {
          this.line = null;
          this.isLost = true;
          this.say(reason);
        },
      },
    );
  }

  hangUp() {
    this.line?.close();
    this.line = null;
    this.tables.clear();
    this.showTable();
    this.count();
  }

  /** @param {Said} message */
  heard(message) {
    if (message.type === 'absent') {
      this.tables.clear();
      this.showTable();
      this.say(message.reason);
      return this.count();
    }
    this.say('');
    const changed = take(this.tables, /** @type {any} */ (message));
    if (message.table === this.shown) {
      if (message.type === 'table') this.showTable();
      else this.view.fill(changed);
    }
    this.count();
  }

  /** @param {string} name */
  show(name) {
    this.shown = name;
    for (const [each, tab] of this.tabs) tab.setAttribute('aria-pressed', String(each === name));
    this.body.replaceChildren(name === LOG ? this.log.element : this.view.element);
    if (name === LOG && this.isOpen) this.log.open();
    else this.log.close();
    this.showTable();
    this.showNote();
  }

  showTable() {
    const table = this.tables.get(this.shown);
    if (table) this.view.show(table);
    else this.view.element.replaceChildren();
  }

  /** How many rows each table has stands beside its name. */
  count() {
    NAMES.forEach((name, at) => {
      const rows = this.tables.get(name)?.rows.size ?? 0;
      const text = rows && name !== 'nft' && name !== 'counters' ? `${TITLES[at]} ${rows}` : TITLES[at];
      const tab = this.tabs.get(name);
      if (tab && tab.textContent !== text) tab.textContent = text;
    });
  }

  /** @param {string} text */
  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
    this.showNote();
  }

  /** The log is of the whole topology. */
  showNote() {
    this.note.hidden = !this.note.textContent || this.shown === LOG;
  }

  /** @param {string} name @param {string} title */
  tab(name, title) {
    return html('button', { type: 'button', 'data-view': name, onclick: () => this.show(name) }, title);
  }
}
