/**
 * Says what happened: a toast that passes, a word for those who listen.
 *
 * @typedef {{level?: 'info' | 'error', action?: {title: string, run: () => void}}} ToastOptions
 */
import { html, icon } from '../dom.js';

const STAYS = 8000;

export class Notices {
  /**
   * @param {HTMLElement} toasts
   * @param {HTMLElement} announcer
   */
  constructor(toasts, announcer) {
    this.toasts = toasts;
    this.announcer = announcer;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * One at a time: the newest is the one that matters.
   * @param {string} text
   * @param {ToastOptions} [options]
   */
  toast(text, { level = 'info', action } = {}) {
    const close = () => this.clear();
    const button =
      action &&
      html(
        'button',
        {
          class: 'button',
          type: 'button',
          onclick: () => {
            close();
            action.run();
          },
        },
        action.title,
      );
    const away = html(
      'button',
      { class: 'button button-quiet button-icon', type: 'button', 'aria-label': 'Dismiss', onclick: close },
      icon('x'),
    );
    this.toasts.replaceChildren(
      html(
        'div',
        { class: 'toast', 'data-level': level },
        level === 'error' && icon('alert'),
        html('span', {}, text),
        button,
        away,
      ),
    );
    clearTimeout(this.timer);
    this.timer = setTimeout(close, STAYS + text.length * 40);
  }

  clear() {
    clearTimeout(this.timer);
    this.toasts.replaceChildren();
  }

  /** @param {string} text */
  announce(text) {
    this.announcer.textContent = text;
  }
}
