/**
 * A panel whose modules are fetched when it is first opened, so that a page that never opens it loads nothing of it.
 *
 * @import { Content, Panel } from './drawer.js'
 * @import { Notices } from './notices.js'
 */
import { html } from '../dom.js';

/** @template {Content} C @implements {Panel} */
export class LazyPanel {
  /**
   * @param {string} id
   * @param {string} title
   * @param {Notices} notices
   * @param {() => Promise<C>} make  fetches its modules
   */
  constructor(id, title, notices, make) {
    this.id = id;
    this.title = title;
    this.notices = notices;
    this.make = make;
    this.isOpen = false;
    /** @type {Promise<C | null> | null} */
    this.made = null;
    /** What is shown; nothing while the panel is closed or on its way. @type {C | null} */
    this.content = null;
    this.element = html('div', { class: 'lazy-panel' });
  }

  open() {
    this.isOpen = true;
    this.shown = this.show();
  }

  close() {
    this.isOpen = false;
    this.content?.close();
    this.content = null;
  }

  async show() {
    const content = await (this.made ??= this.fetch());
    if (!content || !this.isOpen || this.content) return;
    this.element.replaceChildren(content.element);
    this.content = content;
    content.open();
  }

  /** Null if it does not arrive; the next time it is asked for again. */
  async fetch() {
    try {
      return await this.make();
    } catch {
      this.made = null;
      this.notices.toast('The panel did not arrive; reload the page', { level: 'error' });
      return null;
    }
  }

  /** Does this with the content of the opened panel as soon as it is shown. @param {(content: C) => void} act */
  async whenShown(act) {
    await this.shown;
    if (this.content) act(this.content);
  }
}
