/**
 * Frames as they come, a line each. Only those in view are elements, however many there are; while the last one is in
 * sight, the list follows.
 *
 * @import { Frame, Point } from './frames.js'
 */
import { arrange, html } from '../../dom.js';
import { hueOf, inSeconds, wayOf } from './frames.js';

/** Rows beyond the edges that are made already. */
const BEYOND = 6;
const HEADS = ['No.', 'Seconds', 'On the cable', 'From', 'To', 'Protocol', 'Bytes', 'What it says'];

export class FrameList {
  /** @param {(frame: Frame) => void} chosen */
  constructor(chosen) {
    this.chosen = chosen;
    /** @type {Frame[]} */
    this.frames = [];
    /** @type {Point[]} */
    this.points = [];
    this.active = -1;
    /** Those in view. @type {Map<Frame, HTMLElement>} */
    this.made = new Map();
    this.rows = html('div', { class: 'frame-rows' });
    this.scroller = html(
      'div',
      {
        class: 'frame-scroller',
        role: 'listbox',
        tabindex: '0',
        'aria-label': 'Frames',
        onscroll: () => this.paint(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event),
        onclick: (/** @type {MouseEvent} */ event) => this.clicked(event),
      },
      this.rows,
    );
    const head = html('div', { class: 'frame-row frame-head', 'aria-hidden': 'true' }, ...HEADS.map((each) => html('span', {}, each)));
    this.element = html('div', { class: 'frame-list' }, head, this.scroller);
    this.sized = new ResizeObserver(() => this.paint());
  }

  connect() {
    this.sized.observe(this.scroller);
  }

  disconnect() {
    this.sized.disconnect();
  }

  /** @param {Point[]} points */
  begin(points) {
    this.points = points;
    this.frames = [];
    this.active = -1;
    this.scroller.scrollTop = 0;
    this.paint();
  }

  /** @param {Frame[]} frames */
  add(frames) {
    const follows = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < this.rowHeight;
    this.frames.push(...frames);
    this.paint();
    if (follows) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** In pixels; a projector's rows are higher. */
  get rowHeight() {
    return parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 24;
  }

  paint() {
    const high = this.rowHeight;
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / high) - BEYOND);
    const last = Math.min(this.frames.length, Math.ceil((scrollTop + clientHeight) / high) + BEYOND);
    this.rows.style.height = `${this.frames.length * high}px`;
    arrange(this.rows, this.frames.slice(first, last).map((frame, i) => this.row(frame, first + i, high)));
    const shown = new Set(this.rows.children);
    for (const [frame, row] of this.made) if (!shown.has(row)) this.made.delete(frame);
    const active = this.frames[this.active];
    if (active) this.scroller.setAttribute('aria-activedescendant', `frame-${active.number}`);
    else this.scroller.removeAttribute('aria-activedescendant');
  }

  /** The frame's own, which stays while others come: a press on it is to become a click.
   * @param {Frame} frame @param {number} at @param {number} high */
  row(frame, at, high) {
    const row = this.made.get(frame) ?? this.make(frame, at);
    this.made.set(frame, row);
    row.setAttribute('aria-selected', String(at === this.active));
    row.setAttribute('aria-setsize', String(this.frames.length));
    row.style.transform = `translateY(${at * high}px)`;
    return row;
  }

  /** @param {Frame} frame @param {number} at */
  make(frame, at) {
    const cells = [
      String(frame.number),
      inSeconds(frame.time),
      wayOf(frame, this.points),
      frame.source,
      frame.destination,
      frame.protocol,
      String(frame.length),
      frame.summary,
    ];
    return html(
      'div',
      {
        class: 'frame-row',
        role: 'option',
        id: `frame-${frame.number}`,
        'data-at': at,
        'data-hue': hueOf(frame.protocol) || null,
        'aria-posinset': at + 1,
      },
      ...cells.map((each) => html('span', { title: each }, each)),
    );
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const row = /** @type {HTMLElement} */ (event.target).closest('.frame-row');
    if (row instanceof HTMLElement) this.choose(Number(row.dataset.at));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight) - 1);
    const to = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.frames.length - 1,
    }[event.key];
    if (to === undefined || !this.frames.length) return;
    event.preventDefault();
    this.choose(Math.max(0, Math.min(this.frames.length - 1, to)));
  }

  /** @param {number} at */
  choose(at) {
    this.active = at;
    const [top, high] = [at * this.rowHeight, this.rowHeight];
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + high > this.scroller.scrollTop + this.scroller.clientHeight)
      this.scroller.scrollTop = top + high - this.scroller.clientHeight;
    this.paint();
    this.chosen(this.frames[at]);
  }
}
