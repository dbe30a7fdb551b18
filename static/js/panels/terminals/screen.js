/**
 * What a terminal shows and where one types: xterm.js. Large, so it is loaded when the first terminal is opened.
 *
 * @typedef {Object} Uses
 * @property {(bytes: Uint8Array<ArrayBuffer>) => void} typed
 * @property {(columns: number, rows: number) => void} resized  to fit its room
 * @property {(found: string) => void} found  how many there are of what is searched for
 * @property {() => void} left  by key, as Tab is the shell's
 */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';

import { html } from '../../dom.js';
import { coloursIn, lettersIn, marksIn } from './colours.js';
import { openUnderPolicy } from './policy.js';

const KEPT = 5000;
/** How the person is told of them: by the label. */
const KEYS = 'Ctrl + Shift + C copies, Ctrl + Shift + V pastes, Ctrl + Shift + ↑ goes to the tabs';

export class Screen {
  /** @param {string} label @param {boolean} spoken  whether it is to be read aloud @param {Uses} uses */
  constructor(label, spoken, uses) {
    this.element = html('div', { class: 'terminal-screen', role: 'group', 'aria-label': `${label}. ${KEYS}` });
    this.uses = uses;
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
      screenReaderMode: spoken,
      scrollback: KEPT,
    });
    this.fitting = new FitAddon();
    this.searching = new SearchAddon();
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.searching);
    this.terminal.onData((text) => uses.typed(new TextEncoder().encode(text)));
    this.terminal.onBinary((text) => uses.typed(Uint8Array.from(text, (each) => each.charCodeAt(0))));
    this.searching.onDidChangeResults(({ resultIndex, resultCount }) =>
      uses.found(resultCount ? `${resultIndex + 1} of ${resultCount}` : 'none'),
    );
    this.terminal.attachCustomKeyEventHandler((event) => this.key(event));
    this.fits = true;
    this.sized = new ResizeObserver(() => this.fit());
    this.dressed = new MutationObserver(() => this.dress());
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.redress = () => this.dress();
  }

  /** Whenever it has been put into the page. */
  async open() {
    await document.fonts.load('13px "IBM Plex Mono"');
    if (!this.terminal.element && this.element.isConnected) this.build();
    this.fit();
  }

  build() {
    this.dress();
    openUnderPolicy(this.terminal, this.element);
    this.sized.observe(this.element);
    this.dressed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.dark.addEventListener('change', this.redress);
  }

  close() {
    this.sized.disconnect();
    this.dressed.disconnect();
    this.dark.removeEventListener('change', this.redress);
    this.terminal.dispose();
    this.element.remove();
  }

  /** @param {ArrayBuffer} bytes @param {() => void} drawn */
  write(bytes, drawn) {
    this.terminal.write(new Uint8Array(bytes), drawn);
  }

  reset() {
    this.terminal.reset();
  }

  /** Only shows what somebody else types, in their size. @param {number} columns @param {number} rows */
  watch(columns, rows) {
    this.fits = false;
    this.terminal.options.disableStdin = true;
    this.terminal.resize(columns, rows);
  }

  fit() {
    if (!this.fits || !this.element.clientWidth || !this.terminal.element) return;
    this.fitting.fit();
    this.uses.resized(this.terminal.cols, this.terminal.rows);
  }

  focus() {
    this.terminal.focus();
  }

  /** @param {string} words @param {'typed' | 'next' | 'previous'} which */
  search(words, which) {
    const options = { decorations: marksIn(this.element), incremental: which === 'typed' };
    if (!words) this.clearSearch();
    else if (which === 'previous') this.searching.findPrevious(words, options);
    else this.searching.findNext(words, options);
  }

  clearSearch() {
    this.searching.clearDecorations();
    this.terminal.clearSelection();
  }

  dress() {
    this.terminal.options = { theme: coloursIn(this.element), ...lettersIn(this.element) };
    this.fit();
  }

  /** Keys that are not the shell's. @param {KeyboardEvent} event @returns {boolean} whether it is the shell's */
  key(event) {
    if (!event.ctrlKey || !event.shiftKey || event.type !== 'keydown') return true;
    if (event.code === 'KeyC') document.execCommand('copy');
    else if (event.key === 'ArrowUp') this.uses.left();
    else return event.code !== 'KeyV' && event.code !== 'KeyF';
    event.preventDefault();
    return false;
  }
}
