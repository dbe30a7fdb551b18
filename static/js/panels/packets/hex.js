/** Bytes, sixteen to a line, in hexadecimal and as characters. */
import { html } from '../../dom.js';

const LINE = 16;
/** Bytes that are shown; each is an element. */
const MOST = 2048;

export class Hex {
  /** @param {(at: number) => void} asked  which byte somebody wants explained */
  constructor(asked) {
    this.asked = asked;
    /** @type {HTMLElement[][]} */
    this.cells = [];
    /** @type {HTMLElement[]} */
    this.lit = [];
    this.element = html('div', {
      class: 'hex',
      tabindex: '0',
      role: 'group',
      'aria-label': 'Bytes',
      onclick: (/** @type {MouseEvent} */ event) => this.clicked(event),
    });
  }

  /** @param {Uint8Array} bytes */
  show(bytes) {
    this.cells = [];
    this.lit = [];
    const lines = [];
    for (let start = 0; start < Math.min(bytes.length, MOST); start += LINE)
      lines.push(this.line(start, bytes.subarray(start, Math.min(start + LINE, MOST))));
    const rest = bytes.length - MOST;
    this.element.replaceChildren(...lines, ...(rest > 0 ? [html('p', { class: 'hex-rest' }, `and ${rest} more bytes`)] : []));
  }

  /** @param {number} start @param {Uint8Array} bytes */
  line(start, bytes) {
    const pairs = [...bytes].map((byte, i) => {
      const cells = [byte.toString(16).padStart(2, '0'), byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'].map((text) =>
        html('span', { 'data-at': start + i }, text),
      );
      this.cells.push(cells);
      return cells;
    });
    return html(
      'div',
      { class: 'hex-line' },
      html('span', { class: 'hex-offset' }, start.toString(16).padStart(4, '0')),
      html('span', { class: 'hex-bytes' }, ...pairs.map(([hex]) => hex)),
      html('span', { class: 'hex-text' }, ...pairs.map(([, text]) => text)),
    );
  }

  /** @param {number} start @param {number} end  the first one that is not meant */
  light(start, end) {
    for (const each of this.lit) each.removeAttribute('data-lit');
    this.lit = this.cells.slice(start, end).flat();
    for (const each of this.lit) each.setAttribute('data-lit', '');
    this.lit[0]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const at = /** @type {HTMLElement} */ (event.target).getAttribute('data-at');
    if (at !== null) this.asked(Number(at));
  }
}
