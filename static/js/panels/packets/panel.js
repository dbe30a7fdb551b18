/**
 * Captures: frames at one point or several, as they pass; each can be taken apart, all of them downloaded.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Request } from './form.js'
 */
import { counted } from '../../canvas/faces.js';
import { openLine } from '../../console/line.js';
import { html, icon, show } from '../../dom.js';
import { copy } from '../../frame/copying.js';
import { save } from '../../pictures/files.js';
import { Details } from './details.js';
import { CaptureForm } from './form.js';
import { bytesOf, commandFor } from './frames.js';
import { FrameList } from './list.js';
import { pcapng } from './pcapng.js';

const FIRST = 'Choose endpoints, patches or networks, and press Start: what passes there is listed here.';
const FILTER = 'filter: ';

/** @implements {Content} */
export class PacketsPanel {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Line | null} */
    this.line = null;
    this.epoch = 0n;
    this.missed = 0;
    this.form = new CaptureForm(desk, {
      start: (request) => this.start(request),
      stop: () => this.stop('you stopped it'),
      changed: () => this.sayCommand(),
    });
    this.details = new Details('Choose a frame to see its layers and bytes.');
    this.list = new FrameList((frame) => this.details.show(frame.layers, bytesOf(frame.data)));
    this.sentence = html('p', { class: 'instrument-sentence', role: 'status' }, FIRST);
    this.download = html('button', { class: 'button', type: 'button', disabled: true, onclick: () => this.save() }, icon('download'), 'pcapng');
    this.command = html('code', { class: 'capture-command', tabindex: '0' });
    this.wireshark = html(
      'details',
      { class: 'capture-wireshark' },
      html('summary', {}, 'In Wireshark'),
      html(
        'div',
        {},
        html('p', {}, 'In the folder of Patchboard on its machine, as the user that it runs as; from elsewhere, by ssh in front of it:'),
        this.command,
        html('button', { class: 'button', type: 'button', onclick: () => copy(this.command.textContent ?? '', desk.notices) }, icon('copy'), 'Copy'),
      ),
    );
    this.element = html(
      'div',
      { class: 'instrument-panel packets-panel' },
      this.form.element,
      html('div', { class: 'instrument-bar' }, this.sentence, this.wireshark, this.download),
      html('div', { class: 'beside-details' }, this.list.element, this.details.element),
    );
  }

  open() {
    this.unsubscribe = this.desk.model.subscribe(() => this.form.update());
    this.form.update();
    this.list.connect();
    this.sayCommand();
  }

  /** At what is chosen. */
  focus() {
    this.form.takeChosen();
    this.form.focus();
  }

  close() {
    this.unsubscribe?.();
    this.list.disconnect();
    this.stop('the panel was closed');
  }

  /** @param {Request} request */
  start(request) {
    this.stop('');
    this.form.complain('');
    this.list.begin([]);
    this.details.clear();
    this.missed = 0;
    this.say('Starting…');
    this.line = openLine(this.desk.model.topology.name, { type: 'capture', ...request }, {
      told: (message) => this.told(message),
      closed: (reason) => this.closed(reason),
    });
    this.form.isRunning = true;
    this.mayDownload();
  }

  /** @param {Said} message */
  told(message) {
    this.missed = message.missed ?? this.missed;
    if (message.type === 'started') {
      this.epoch = BigInt(message.epoch);
      this.list.begin(message.points);
    } else if (message.type === 'frames') this.list.add(message.frames);
    else if (message.type === 'ended') return this.ended(message.reason);
    this.say(`Capturing at ${this.names}: ${this.counted}.`);
    this.mayDownload();
  }

  /** @param {string} reason */
  closed(reason) {
    this.line = null;
    this.form.isRunning = false;
    if (!reason) return;
    if (reason.startsWith(FILTER)) {
      this.form.complain(reason.slice(FILTER.length));
      this.form.filter.focus();
      this.say('Not started: the filter is not understood.');
    } else this.say(this.list.frames.length ? `Ended with ${this.counted}: ${reason}.` : `No capture: ${reason}.`);
  }

  /** @param {string} why  empty: nothing is to be said */
  stop(why) {
    if (!this.line) return;
    this.line.close();
    this.line = null;
    this.form.isRunning = false;
    if (why) this.ended(why);
  }

  /** @param {string} why */
  ended(why) {
    this.say(`Ended with ${this.counted}: ${why}.`);
  }

  get names() {
    return this.list.points.map(({ name }) => name).join(', ');
  }

  get counted() {
    const frames = counted(this.list.frames.length, 'frame');
    return this.missed ? `${frames}, and ${this.missed} more that came faster than they were taken` : frames;
  }

  mayDownload() {
    this.download.disabled = !this.list.frames.length;
  }

  save() {
    save(pcapng(this.list.points, this.epoch, this.list.frames), `${this.desk.model.topology.name}.pcapng`);
  }

  sayCommand() {
    show(this.wireshark, this.form.points.length > 0);
    this.command.textContent = commandFor(this.desk.model.topology.name, this.form.points, this.form.filter.value);
  }

  /** @param {string} sentence */
  say(sentence) {
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
  }
}
