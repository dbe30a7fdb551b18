/**
 * The instruments of the running network: made and wired here; the designer puts them where they belong.
 *
 * @import { Desk } from './desk.js'
 * @import { Drawer } from './frame/drawer.js'
 */
import { Tags } from './canvas/tags.js';
import { fromKey } from './design/objects.js';
import { Remembered } from './frame/remembered.js';
import { KernelPanel } from './panels/kernel/panel.js';
import { PacketsPanel } from './panels/packets/panel.js';
import { ScenariosPanel } from './panels/scenarios/panel.js';
import { TerminalsPanel } from './panels/terminals/panel.js';
import { ToolsPanel } from './panels/tools/panel.js';
import { TrafficPanel } from './panels/traffic/panel.js';
import { TrailPanel } from './panels/trail/panel.js';
import { Travel } from './canvas/travel.js';
import { Legend } from './traffic/legend.js';
import { Overlay } from './traffic/overlay.js';
import { Traffic } from './traffic/traffic.js';

export class Instruments {
  /** @param {Desk} desk @param {HTMLElement} above  what lies over the canvas @param {() => Drawer} drawer */
  constructor(desk, above, drawer) {
    const { canvas, model } = desk;
    this.desk = desk;
    this.drawer = drawer;
    this.traffic = new Traffic(model);
    this.trafficShown = new Remembered('traffic', false, sessionStorage);
    const [tags, travel] = [new Tags(canvas, above), new Travel(canvas, above)];
    this.terminals = new TerminalsPanel(desk);
    this.tools = new ToolsPanel(desk, tags);
    this.talk = new TrafficPanel(desk, this.traffic);
    this.packets = new PacketsPanel(desk);
    this.trail = new TrailPanel(desk, tags, travel);
    this.kernel = new KernelPanel(desk);
    this.scenarios = new ScenariosPanel(desk);
    /** In the drawer, in this order. */
    this.panels = [this.terminals, this.tools, this.talk, this.packets, this.trail, this.kernel, this.scenarios];
    this.parts = [
      this.terminals,
      tags,
      this.traffic,
      new Overlay(canvas, this.traffic, this.trafficShown),
      new Legend(model, this.traffic, this.trafficShown, above),
      travel,
    ];
  }

  /** What commands need of them. */
  get acts() {
    return {
      trafficShown: this.trafficShown,
      showTraffic: () => this.open(this.talk),
      showKernel: () => this.open(this.kernel),
      showLog: () => this.open(this.kernel).showLog(),
      openTerminal: (/** @type {string} */ sandbox) => this.openTerminal(sandbox),
      showTools: () => this.open(this.tools).focus(),
      ping: () => this.open(this.tools).pingChosen(),
      capture: () => this.open(this.packets).focus(),
      followTrail: () => this.open(this.trail).focus(),
      showScenarios: () => this.showScenario(),
    };
  }

  /** @template {{id: string}} P @param {P} panel @returns {P} */
  open(panel) {
    this.drawer().open(panel.id);
    return panel;
  }

  /** @param {string} sandbox  empty: only look at those that are open */
  openTerminal(sandbox) {
    this.open(this.terminals);
    if (sandbox) this.terminals.start(sandbox);
  }

  /** Whether it is a sandbox that runs. @param {string} key */
  hasTerminals(key) {
    const { kind, name } = fromKey(key);
    const { model, barrier } = this.desk;
    if (kind !== 'sandbox' || barrier || model.engine?.mode === 'simulation') return false;
    return model.topology.deployed && model.stateOf(kind, name).state !== 'designed';
  }

  /** @param {string} [name]  of one of them */
  showScenario(name) {
    this.open(this.scenarios);
    if (name) this.scenarios.choose(name);
    this.scenarios.focus();
  }
}
