/**
 * The log: every event of the topology's kernel side, and every command that the engine runs, as they come.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Entry } from './entries.js'
 */
import { openLine } from '../../console/line.js';
import { html } from '../../dom.js';
import { MOST, passes, placeText, timeText, together } from './entries.js';

/** Pixels from the end within which new lines are followed. */
const NEAR_END = 24;

export class Log {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Line | null} */
    this.line = null;
    /** @type {Entry[]} */
    this.entries = [];
    /** What has come and is not shown yet. @type {Entry[]} */
    this.held = [];
    this.isPaused = false;
    this.frame = 0;
    this.filter = html('input', {
      class: 'input',
      type: 'search',
      placeholder: 'Filter: pc1 route',
      'aria-label': 'Filter the log',
      oninput: () => this.draw(),
    });
    this.pause = html('button', { class: 'button', type: 'button', onclick: () => this.togglePause() }, 'Pause');
    this.note = html('span', { class: 'soft', role: 'status' });
    this.body = html('div', { class: 'log-lines mono', role: 'log', 'aria-label': 'Log', tabindex: '0' });
    this.element = html(
      'div',
      { class: 'instrument-panel' },
      html(
        'div',
        { class: 'instrument-bar log-bar' },
        this.filter,
        this.pause,
        html('button', { class: 'button', type: 'button', onclick: () => this.clear() }, 'Clear'),
        this.note,
      ),
      this.body,
    );
  }

  open() {
    if (this.line || !this.desk.model.topology.name) return;
    this.entries = [];
    this.held = [];
    this.line = openLine(
      this.desk.model.topology.name,
      { type: 'log' },
      {
        told: (message) => this.heard(message),
        closed: (reason) => {
          this.line = null;
          this.say(reason);
        },
      },
    );
    this.say('');
    this.draw();
  }

  close() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.line?.close();
    this.line = null;
  }

  /** @param {Said} message */
  heard({ type, lines, more }) {
    if (type !== 'lines') return;
    const news = more ? [...lines, { at: lines.at(-1)?.at ?? 0, place: '', about: 'lost', line: `${more} more events` }] : lines;
    this.held = together(this.held, news);
    this.frame ||= requestAnimationFrame(() => this.takeIn());
  }

  /** What came is shown, unless it is paused. */
  takeIn() {
    this.frame = 0;
    if (this.isPaused) return this.say(`paused; ${this.held.length} more came`);
    const news = this.held;
    this.held = [];
    this.entries = together(this.entries, news);
    this.follow(() => {
      this.body.append(...news.filter(passes(this.filter.value)).map(row));
      for (let surplus = this.body.childElementCount - MOST; surplus > 0; surplus -= 1) this.body.firstElementChild?.remove();
    });
  }

  togglePause() {
    this.isPaused = !this.isPaused;
    this.pause.textContent = this.isPaused ? 'Go on' : 'Pause';
    this.pause.setAttribute('aria-pressed', String(this.isPaused));
    this.say(this.isPaused ? 'paused' : '');
    if (!this.isPaused) this.takeIn();
  }

  clear() {
    this.entries = [];
    this.held = [];
    this.draw();
  }

  draw() {
    const shown = this.entries.filter(passes(this.filter.value));
    this.follow(() => this.body.replaceChildren(...shown.map(row)));
  }

  /** Whoever looks at the end goes on looking at it. @param {() => void} change */
  follow(change) {
    const { scrollTop, scrollHeight, clientHeight } = this.body;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    change();
    if (isAtEnd) this.body.scrollTop = this.body.scrollHeight;
  }

  /** @param {string} text */
  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
  }
}

/** @param {Entry} entry */
const row = ({ at, place, about, line, failed }) =>
  html(
    'div',
    { class: 'log-line', 'data-about': about, 'data-failed': Boolean(failed) },
    html('span', { class: 'log-at' }, timeText(at)),
    html('span', { class: 'log-place' }, about === 'engine' ? 'engine' : placeText(place)),
    html('span', { class: 'log-about' }, about === 'engine' ? '$' : about),
    html('span', { class: 'log-text' }, line, failed ? html('span', { class: 'log-failed' }, ` ${failed}`) : ''),
  );
