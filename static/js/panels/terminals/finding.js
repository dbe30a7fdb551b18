/**
 * Searching what a terminal has shown.
 *
 * @import { Screen } from './screen.js'
 */
import { html, icon, show } from '../../dom.js';

export class Finding {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.field = html('input', {
      class: 'input',
      type: 'search',
      'aria-label': 'Find in the terminal',
      placeholder: 'Find',
      spellcheck: 'false',
      oninput: () => this.screen.search(this.field.value, 'typed'),
    });
    this.count = html('span', { class: 'terminal-count', role: 'status' });
    this.element = html(
      'div',
      {
        class: 'terminal-find',
        hidden: true,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      },
      this.field,
      this.count,
      this.button('Previous (Shift + Enter)', 'chevron-down', () => this.search('previous')),
      this.button('Next (Enter)', 'chevron-down', () => this.search('next')),
      this.button('Close the search', 'x', () => this.close()),
    );
  }

  /** @param {string} title @param {string} name @param {() => void} onclick */
  button(title, name, onclick) {
    return html(
      'button',
      { class: 'button button-quiet button-icon', type: 'button', title, 'aria-label': title, onclick },
      icon(name),
    );
  }

  open() {
    show(this.element, true);
    this.field.focus();
    this.field.select();
  }

  close() {
    show(this.element, false);
    this.screen.clearSearch();
    this.screen.focus();
  }

  /** @param {'next' | 'previous'} which */
  search(which) {
    this.screen.search(this.field.value, which);
  }

  /** @param {string} count */
  tell(count) {
    this.count.textContent = this.field.value ? count : '';
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.field) this.search(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
