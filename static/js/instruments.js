/**
 * The instruments of the running network: made and wired here; the designer puts them where they belong.
 *
 * @import { Desk } from './desk.js'
 * @import { Drawer } from './frame/drawer.js'
 */
import { Tags } from './canvas/tags.js';
import { fromKey } from './design/objects.js';
import { LazyPanel } from './frame/lazy.js';
import { Remembered } from './frame/remembered.js';
import { whyNoTerminal } from './panels/terminals/opening.js';
import { TerminalsPanel } from './panels/terminals/panel.js';
import { Travel } from './canvas/travel.js';
import { Legend } from './traffic/legend.js';
import { Overlay } from './traffic/overlay.js';
import { Traffic } from './traffic/traffic.js';

export class Instruments {
  /** @param {Desk} desk @param {HTMLElement} above  what lies over the canvas @param {() => Drawer} drawer */
  constructor(desk, above, drawer) {
    const { canvas, model, notices } = desk;
    this.desk = desk;
    this.drawer = drawer;
    this.traffic = new Traffic(model);
    this.trafficShown = new Remembered('traffic', false, sessionStorage);
    const [tags, travel] = [new Tags(canvas, above), new Travel(canvas, above)];
    this.terminals = new TerminalsPanel(desk);
    this.tools = new LazyPanel('tools', 'Tools', notices, () =>
      import('./panels/tools/panel.js').then(({ ToolsPanel }) => new ToolsPanel(desk, tags)),
    );
    this.talk = new LazyPanel('traffic', 'Traffic', notices, () =>
      import('./panels/traffic/panel.js').then(({ TrafficPanel }) => new TrafficPanel(desk, this.traffic)),
    );
    this.packets = new LazyPanel('packets', 'Packets', notices, () =>
      import('./panels/packets/panel.js').then(({ PacketsPanel }) => new PacketsPanel(desk)),
    );
    this.trail = new LazyPanel('trail', 'Trail', notices, () =>
      import('./panels/trail/panel.js').then(({ TrailPanel }) => new TrailPanel(desk, tags, travel)),
    );
    this.kernel = new LazyPanel('kernel', 'Kernel', notices, () =>
      import('./panels/kernel/panel.js').then(({ KernelPanel }) => new KernelPanel(desk)),
    );
    this.scenarios = new LazyPanel('scenarios', 'Scenarios', notices, () =>
      import('./panels/scenarios/panel.js').then(({ ScenariosPanel }) => new ScenariosPanel(desk)),
    );
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
      showLog: () => this.open(this.kernel).whenShown((kernel) => kernel.showLog()),
      openTerminal: (/** @type {string} */ sandbox) => this.openTerminal(sandbox),
      showTools: () => this.open(this.tools).whenShown((tools) => tools.focus()),
      ping: () => this.open(this.tools).whenShown((tools) => tools.pingChosen()),
      capture: () => this.open(this.packets).whenShown((packets) => packets.focus()),
      followTrail: () => this.open(this.trail).whenShown((trail) => trail.focus()),
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
    return kind === 'sandbox' && !whyNoTerminal(this.desk, name);
  }

  /** @param {string} [name]  of one of them */
  showScenario(name) {
    this.open(this.scenarios).whenShown((scenarios) => {
      if (name) scenarios.choose(name);
      scenarios.focus();
    });
  }
}
