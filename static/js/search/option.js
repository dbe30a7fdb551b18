/**
 * One line of what was found. It is made once and shows something else with each letter that is typed: to make sixty
 * of them anew costs the browser several times as much.
 *
 * @import { Found } from './finder.js'
 */
import { html, iconUrl, show, svg } from '../dom.js';

export class Option {
  /** @param {number} i @param {{chosen: () => void, pointed: () => void}} heard */
  constructor(i, { chosen, pointed }) {
    this.picture = svg('use');
    this.title = html('span', { class: 'finder-title' });
    this.detail = html('span', { class: 'finder-detail' });
    this.keys = html('kbd', { class: 'key', hidden: true });
    this.element = html(
      'li',
      { class: 'finder-option', role: 'option', id: `finder-${i}`, onclick: chosen, onpointermove: pointed },
      svg('svg', { class: 'icon', 'aria-hidden': 'true' }, this.picture),
      this.title,
      this.detail,
      this.keys,
    );
  }

  /** @param {Found} found @param {string} detail */
  show(found, detail) {
    set(this.picture, 'href', iconUrl(found.icon));
    write(this.title, found.title);
    write(this.detail, detail);
    const keys = 'keys' in found ? found.keys : '';
    show(this.keys, keys !== '');
    write(this.keys, keys);
    set(this.element, 'aria-disabled', 'why' in found && found.why ? 'true' : null);
  }

  /** @param {boolean} isChosen  Enter would take it */
  mark(isChosen) {
    set(this.element, 'aria-selected', String(isChosen));
  }
}

/** @param {Element} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {string | null} value */
function set(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
