/**
 * The timeline as a list of lines, by day. Arrow keys walk it, Enter looks, Shift and Enter compares; it reads on when
 * its end comes into sight, and what comes in above pushes nothing away that is being read.
 *
 * @import { Lookback } from './lookback.js'
 * @import { Entry, Timeline } from './timeline.js'
 */
import { arrange, html, need } from '../dom.js';
import { ago } from '../pages/time.js';
import { byDay } from './days.js';
import { checkpointLine, entryLine } from './lines.js';

/** @type {Record<string, (at: number, last: number) => number>} */
const STEP = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
};
/** They would remove what is chosen on the canvas. */
const REMOVING = ['Delete', 'Backspace'];

export class TimelineList {
  /**
   * @param {Timeline} timeline
   * @param {Lookback} lookback
   * @param {() => ((name: string) => void) | null} forgetting  how a name is forgotten; null if it may not be
   */
  constructor(timeline, lookback, forgetting) {
    this.timeline = timeline;
    this.lookback = lookback;
    this.forgetting = forgetting;
    /** The id of the line that the tab key comes to. */
    this.stop = '';
    this.focusSoon = false;
    /** @type {number | undefined} */
    this.newest = undefined;
    /** Days and lines by what they show. @type {Map<string, HTMLElement>} */
    this.drawn = new Map();
    this.end = html('p', { class: 'panel-empty' });
    this.element = html('div', {
      class: 'history-list',
      role: 'group',
      'aria-label': 'Changes, newest first',
      onclick: (/** @type {MouseEvent} */ event) => this.clicked(event),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.sight = new IntersectionObserver((seen) => this.reached(seen), { root: this.element });
  }

  disconnect() {
    this.sight.disconnect();
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll('.history-row'))];
  }

  draw() {
    const { scrollTop, scrollHeight } = this.element;
    const hadFocus = this.element.contains(document.activeElement);
    const newest = this.timeline.entries[0]?.number;
    arrange(this.element, [...this.days(), this.end]);
    const above = this.newest !== undefined && newest !== this.newest;
    if (scrollTop) this.element.scrollTop = scrollTop + (above ? this.element.scrollHeight - scrollHeight : 0);
    this.newest = newest;
    this.point();
    this.placeStop(hadFocus);
    this.sayEnd();
  }

  days() {
    const before = this.drawn;
    this.drawn = new Map();
    return byDay(this.timeline.entries).map(({ day, entries }) => this.day(day, entries, before));
  }

  /** @param {string} day @param {Entry[]} entries @param {Map<string, HTMLElement>} before */
  day(day, entries, before) {
    const section = this.keep(before, day, () =>
      html(
        'section',
        { 'aria-label': day },
        html('h3', { class: 'history-day' }, day),
        html('ol', { role: 'list' }),
      ),
    );
    arrange(need('ol', section), entries.flatMap((entry) => this.lines(entry, before)));
    return section;
  }

  /** An entry, and above it the names that its revision bears.
   * @param {Entry} entry @param {Map<string, HTMLElement>} before */
  lines(entry, before) {
    const isEdit = entry.kind === 'edit';
    const isNow = isEdit && entry.revision === this.lookback.now;
    const forget = this.forgetting();
    const named = isEdit ? this.timeline.checkpointsOf(entry.revision) : [];
    return [
      ...named.map((each) =>
        this.keep(before, `${each.name} ${each.at} ${Boolean(forget)}`, () =>
          html('li', { class: 'history-named' }, ...checkpointLine(each, forget)),
        ),
      ),
      this.keep(before, `${entry.number} ${isNow}`, () => html('li', {}, entryLine(entry, isNow))),
    ];
  }

  /**
   * What was drawn for this before, or else what is made now.
   * @param {Map<string, HTMLElement>} before
   * @param {string} key
   * @param {() => HTMLElement} make
   */
  keep(before, key, make) {
    const element = before.get(key) ?? make();
    this.drawn.set(key, element);
    return element;
  }

  /** Shows which lines are on the canvas: the edits that made what is there, and their names. */
  point() {
    const looked = this.lookback.looked.map(String);
    for (const row of this.rows) {
      const { kind, revision } = row.dataset;
      if (kind !== 'control' && kind !== 'report' && looked.includes(revision ?? ''))
        row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  /** @param {boolean} hadFocus */
  placeStop(hadFocus) {
    const { rows } = this;
    const row = rows.find(({ dataset }) => dataset.id === this.stop) ?? rows[0];
    for (const each of rows) each.tabIndex = each === row ? 0 : -1;
    const lostFocus = hadFocus && !this.element.contains(document.activeElement);
    if (row && (lostFocus || this.focusSoon)) row.focus({ preventScroll: lostFocus });
    if (row) this.focusSoon = false;
  }

  focus() {
    const row = this.element.querySelector('.history-row[tabindex="0"]');
    if (row) /** @type {HTMLElement} */ (row).focus();
    else this.focusSoon = true;
  }

  sayEnd() {
    const { asked, error, hasMore } = this.timeline;
    const again = () =>
      html('button', { class: 'button', type: 'button', onclick: () => this.timeline.more() }, 'Try again');
    this.end.replaceChildren(
      ...(error ? [`Not read: ${error} `, again()] : [hasMore ? 'Reading…' : 'This is where it began.']),
    );
    this.sight.unobserve(this.end);
    if (hasMore && !asked && !error) this.sight.observe(this.end);
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
    const compares = event.key === 'Enter' && event.shiftKey;
    if (compares) this.choose(row, true);
    else if (event.key in STEP) this.walk(row, STEP[event.key]);
    else if (!REMOVING.includes(event.key)) return;
    event.preventDefault();
  }

  /** @param {HTMLElement} row @param {(at: number, last: number) => number} step */
  walk(row, step) {
    const { rows } = this;
    const to = rows[step(rows.indexOf(row), rows.length - 1)];
    this.stand(to);
    to.focus();
  }

  /** The tab key comes to this line from now on. @param {HTMLElement} row */
  stand(row) {
    for (const each of this.rows) each.tabIndex = each === row ? 0 : -1;
    this.stop = row.dataset.id ?? '';
  }

  /** Time goes on. */
  tick() {
    for (const time of this.element.querySelectorAll('time')) time.textContent = ago(new Date(time.dateTime));
  }
}
