/**
 * The history: what was changed when and by whom, newest first. Choosing an entry shows the drawing as it was then;
 * choosing a second one with Shift compares the two.
 *
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Panel } from '../frame/drawer.js'
 * @import { Lookback } from '../history/lookback.js'
 * @import { Filter } from '../history/timeline.js'
 */
import { told } from '../desk.js';
import { html } from '../dom.js';
import { Comparing } from '../history/comparing.js';
import { TimelineList } from '../history/list.js';
import { Naming } from '../history/naming.js';
import { Timeline } from '../history/timeline.js';

const TICK = 30_000;
/** @type {[Filter, string][]} */
const FILTERS = [
  ['edit', 'Edits'],
  ['all', 'Everything'],
];

/** @implements {Panel} */
export class History {
  id = 'history';
  title = 'History';

  /** @param {Desk} desk @param {Lookback} lookback @param {Dialogs} dialogs */
  constructor(desk, lookback, dialogs) {
    this.desk = desk;
    this.lookback = lookback;
    this.dialogs = dialogs;
    this.timeline = new Timeline(desk.model);
    this.list = new TimelineList(this.timeline, lookback, () =>
      desk.model.mayEdit ? (name) => this.forget(name) : null,
    );
    this.naming = new Naming(desk);
    this.comparing = new Comparing(lookback, desk.canvas);
    this.filters = FILTERS.map(([filter, title]) => this.filterButton(filter, title));
    this.element = html(
      'div',
      { class: 'history' },
      html(
        'div',
        { class: 'history-head compact' },
        html('div', { class: 'segments', role: 'group', 'aria-label': 'Show' }, ...this.filters),
        this.naming.element,
      ),
      html('div', { class: 'history-body' }, this.list.element, this.comparing.element),
    );
  }

  open() {
    this.stops = [
      this.timeline.subscribe(() => this.list.draw()),
      this.lookback.subscribe(() => this.looked()),
      this.desk.model.subscribe(() => this.naming.update()),
    ];
    this.clock = setInterval(() => this.list.tick(), TICK);
    this.timeline.open();
    this.looked();
    this.naming.update();
  }

  close() {
    clearInterval(this.clock);
    this.list.disconnect();
    this.timeline.close();
    this.stops?.forEach((stop) => stop());
  }

  focus() {
    this.list.focus();
  }

  looked() {
    this.list.point();
    this.comparing.update();
  }

  /** @param {Filter} filter @param {string} title */
  filterButton(filter, title) {
    const pressed = String(filter === this.timeline.filter);
    const choose = () => this.choose(filter);
    return html('button', { type: 'button', 'aria-pressed': pressed, 'data-filter': filter, onclick: choose }, title);
  }

  /** @param {Filter} filter */
  choose(filter) {
    this.timeline.show(filter);
    for (const each of this.filters) each.setAttribute('aria-pressed', String(each.dataset.filter === filter));
  }

  /** @param {string} name */
  async forget(name) {
    const sure = await this.dialogs.confirm({
      title: `Forget “${name}”?`,
      text: 'Only the name goes; the revision stays in the history.',
      button: 'Forget',
    });
    if (!sure) return;
    const { done, problems } = await this.desk.model.ask('forget_checkpoint', null, { name });
    if (!done) this.desk.notices.toast(`Not forgotten: ${told(problems)}`, { level: 'error' });
  }
}
