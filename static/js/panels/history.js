/**
 * The history: what was changed when and by whom, newest first. Choosing an entry shows the drawing as it was then;
 * choosing a second one with Shift compares the two.
 *
 * @import { Desk } from '../desk.js'
 * @import { Dialogs } from '../frame/dialogs.js'
 * @import { Panel } from '../frame/drawer.js'
 * @import { Lookback } from '../history/lookback.js'
 * @import { Entry, Filter } from '../history/timeline.js'
 */
import { told } from '../desk.js';
import { html } from '../dom.js';
import { Comparing } from '../history/comparing.js';
import { byDay } from '../history/days.js';
import { checkpointLine, entryLine } from '../history/lines.js';
import { Naming } from '../history/naming.js';
import { Timeline } from '../history/timeline.js';
import { ago } from '../pages/time.js';

const MINUTE = 60_000;
/** @type {[Filter, string][]} */
const FILTERS = [
  ['edit', 'Edits'],
  ['all', 'Everything'],
];
/** @type {Record<string, (at: number, last: number) => number>} */
const STEP = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
};

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
    this.naming = new Naming(desk);
    this.comparing = new Comparing(lookback, desk.canvas);
    this.filters = FILTERS.map(([filter, title]) => this.filterButton(filter, title));
    this.more = html('p', { class: 'panel-empty' });
    this.list = html('div', {
      class: 'history-list',
      role: 'group',
      'aria-label': 'Changes, newest first',
      onclick: (/** @type {MouseEvent} */ event) => this.clicked(event),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.element = html(
      'div',
      { class: 'history' },
      html(
        'div',
        { class: 'history-head' },
        html('div', { class: 'history-filter', role: 'group', 'aria-label': 'Show' }, ...this.filters),
        this.naming.element,
      ),
      html('div', { class: 'history-body' }, this.list, this.comparing.element),
    );
    this.sight = new IntersectionObserver((seen) => this.reached(seen), { root: this.list });
    this.focusSoon = false;
  }

  open() {
    this.stops = [
      this.timeline.subscribe(() => this.draw()),
      this.lookback.subscribe(() => this.point()),
      this.desk.model.subscribe(() => this.naming.update()),
    ];
    this.clock = setInterval(() => this.tick(), MINUTE / 2);
    this.timeline.open();
    this.point();
    this.naming.update();
  }

  close() {
    clearInterval(this.clock);
    this.sight.disconnect();
    this.timeline.close();
    this.stops?.forEach((stop) => stop());
  }

  /** @param {Filter} filter @param {string} title */
  filterButton(filter, title) {
    return html(
      'button',
      {
        type: 'button',
        'aria-pressed': String(filter === this.timeline.filter),
        'data-filter': filter,
        onclick: () => {
          this.timeline.show(filter);
          for (const each of this.filters)
            each.setAttribute('aria-pressed', String(each.dataset.filter === filter));
        },
      },
      title,
    );
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll('.history-row'))];
  }

  draw() {
    const { scrollTop, scrollHeight } = this.list;
    const focused = this.list.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.id
      : '';
    this.list.replaceChildren(...this.days(), this.more);
    if (scrollTop && !this.timeline.asked && !focused) this.list.scrollTop = scrollTop + this.grown(scrollHeight);
    this.point();
    this.follow(focused);
    this.sayMore();
  }

  /** What came in above pushes nothing away that is being read. @param {number} before */
  grown(before) {
    const above = this.timeline.entries[0]?.number !== this.newest;
    this.newest = this.timeline.entries[0]?.number;
    return above ? this.list.scrollHeight - before : 0;
  }

  days() {
    return byDay(this.timeline.entries).map(({ day, entries }) =>
      html(
        'section',
        { 'aria-label': day },
        html('h3', { class: 'history-day' }, day),
        html('ol', { role: 'list' }, ...entries.flatMap((entry) => this.lines(entry))),
      ),
    );
  }

  /** An entry, and above it the names that its revision bears. @param {Entry} entry */
  lines(entry) {
    const { timeline, desk } = this;
    const isEdit = entry.kind === 'edit';
    const names = isEdit ? timeline.checkpoints.filter(({ revision }) => revision === entry.revision) : [];
    const forget = desk.model.mayEdit ? (/** @type {string} */ name) => this.forget(name) : null;
    const isNow = isEdit && entry.revision === desk.model.topology.revision;
    return [
      ...names.map((each) => html('li', { class: 'history-named' }, ...checkpointLine(each, forget))),
      html('li', {}, entryLine(entry, isNow)),
    ];
  }

  /** Shows which lines are on the canvas. */
  point() {
    const looked = this.lookback.looked.map(String);
    for (const row of this.rows) {
      const is = row.dataset.kind !== 'control' && row.dataset.kind !== 'report' && looked.includes(row.dataset.revision ?? '');
      if (is) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
    this.comparing.update();
  }

  /** The one line that the tab key comes to. @param {string | undefined} focused  the id of the line to focus */
  follow(focused) {
    const { rows } = this;
    const stop = rows.find((row) => row.dataset.id === focused) ?? rows[0];
    stop?.setAttribute('tabindex', '0');
    if (stop && (focused || this.focusSoon)) stop.focus();
    if (stop) this.focusSoon = false;
  }

  focus() {
    const row = this.list.querySelector('.history-row[tabindex="0"]');
    if (row) /** @type {HTMLElement} */ (row).focus();
    else this.focusSoon = true;
  }

  sayMore() {
    const { asked, error, hasMore } = this.timeline;
    const again = html('button', { class: 'button', type: 'button', onclick: () => this.timeline.more() }, 'Try again');
    this.more.replaceChildren(
      ...(error ? [`Not read: ${error} `, again] : [hasMore ? 'Reading…' : 'This is where it began.']),
    );
    this.sight.unobserve(this.more);
    if (hasMore && !asked && !error) this.sight.observe(this.more);
  }

  /** @param {IntersectionObserverEntry[]} seen */
  reached(seen) {
    if (seen.some(({ isIntersecting }) => isIntersecting)) this.timeline.more();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const row = /** @type {Element} */ (event.target).closest('.history-row');
    if (row instanceof HTMLElement) this.choose(row, event.shiftKey);
  }

  /** @param {HTMLElement} row @param {boolean} second  to be compared with what is looked at */
  choose(row, second) {
    const revision = Number(row.dataset.revision);
    this.stand(row);
    if (second) this.lookback.compare(revision, this.lookback.revision?.revision);
    else this.lookback.look(revision);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const row = /** @type {Element} */ (event.target).closest('.history-row');
    if (!(row instanceof HTMLElement)) return;
    const step = STEP[event.key];
    const compares = event.key === 'Enter' && event.shiftKey;
    const removes = event.key === 'Delete' || event.key === 'Backspace'; // of what is chosen on the canvas
    if (!step && !compares && !removes) return;
    event.preventDefault();
    if (compares) this.choose(row, true);
    if (!step) return;
    const { rows } = this;
    const to = rows[step(rows.indexOf(row), rows.length - 1)];
    this.stand(to);
    to.focus();
  }

  /** @param {HTMLElement} row  the tab key comes to it from now on */
  stand(row) {
    this.list.querySelector('.history-row[tabindex="0"]')?.setAttribute('tabindex', '-1');
    row.setAttribute('tabindex', '0');
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

  tick() {
    for (const time of this.list.querySelectorAll('time')) time.textContent = ago(new Date(time.dateTime));
  }
}
