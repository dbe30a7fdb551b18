/**
 * The plan as the very commands: to read, to copy, to download.
 *
 * @import { Notices } from '../frame/notices.js'
 * @import { Plan } from '../types.js'
 */
import { html, icon, show } from '../dom.js';
import { copy } from '../frame/copying.js';

/** Characters; browsers are slow with more. What is copied or downloaded is all of it. */
const SHOWN = 200_000;
const COPIED = { done: 'The commands are copied', otherwise: 'download them' };

export class Script {
  /** @param {Notices} notices @param {() => string} topology  its name */
  constructor(notices, topology) {
    this.notices = notices;
    this.topology = topology;
    this.text = '';
    this.pre = html('pre', { class: 'script-text', tabindex: '0', role: 'region', 'aria-label': 'Commands' });
    this.note = html('p', { class: 'plan-note' });
    this.buttons = [
      this.button('copy', 'Copy', () => copy(this.text, notices, COPIED)),
      this.button('download', 'Download', () => this.download()),
    ];
    this.element = html(
      'div',
      { class: 'script' },
      html('div', { class: 'script-tools compact' }, ...this.buttons),
      this.note,
      this.pre,
    );
  }

  /** @param {string} name @param {string} title @param {() => void} run */
  button(name, title, run) {
    return html('button', { class: 'button button-quiet', type: 'button', onclick: run }, icon(name), title);
  }

  /** @param {Plan | null} plan */
  fill(plan) {
    this.text = plan?.actions ? (plan.script ?? '') : '';
    this.pre.textContent = this.text.slice(0, SHOWN);
    this.note.textContent = this.noteOf(plan);
    show(this.note, this.note.textContent !== '');
    show(this.pre, this.text !== '');
    for (const each of this.buttons) each.disabled = this.text === '';
  }

  /** @param {Plan | null} plan */
  noteOf(plan) {
    if (plan?.actions && plan.script === null)
      return `The commands are too many to be shown here; on the server, manage.py plan ${this.topology()} --commands prints them.`;
    if (this.text.length > SHOWN) return 'This is the beginning; copy or download it to have all of it.';
    return this.text ? '' : 'No commands are needed.';
  }

  download() {
    const address = URL.createObjectURL(new Blob([this.text], { type: 'text/x-shellscript' }));
    html('a', { href: address, download: `${this.topology()}-plan.sh` }).click();
    URL.revokeObjectURL(address);
  }
}
