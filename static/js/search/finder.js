/**
 * One dialog that finds: every command and every object (Ctrl+K), or objects alone (Ctrl+F). Enter runs or flies
 * there. What was found is kept, so that one can go on to the next hit and back without it.
 *
 * @import { Command } from '../commands/table.js'
 * @import { Desk } from '../desk.js'
 * @import { CommandEntry, ObjectEntry } from './entries.js'
 *
 * @typedef {ObjectEntry | CommandEntry} Found
 */
import { counted } from '../canvas/faces.js';
import { find, fromKey } from '../design/objects.js';
import { arrange } from '../dom.js';
import { commandEntries, objectEntries } from './entries.js';
import { finderDialog } from './finder_dialog.js';
import { Option } from './option.js';
import { ranked } from './ranking.js';
import { recent, used } from './recent.js';

/** More than anybody reads; the rest is a matter of typing on. */
const MOST = 60;

export class Finder {
  /**
   * @param {Desk} desk
   * @param {() => Command[]} commands
   * @param {(command: Command) => void} run
   */
  constructor(desk, commands, run) {
    this.desk = desk;
    this.commands = commands;
    this.run = run;
    /** @type {Found[]} */
    this.entries = [];
    /** @type {Found[]} */
    this.found = [];
    /** @type {string[]} */
    this.hits = [];
    this.at = 0;
    /** Those that were ever needed; as many of them are shown as was found. @type {Option[]} */
    this.options = [];
    /** Whether the list may stand elsewhere than at its beginning: to ask it costs a layout. */
    this.scrolled = false;
    /** The key of the hit that was visited last. @type {string | null} */
    this.current = null;
    const parts = finderDialog({ typed: () => this.search(), pressed: (event) => this.key(event) });
    parts.list.addEventListener('scroll', () => (this.scrolled = true));
    this.dialog = parts.dialog;
    this.input = parts.input;
    this.list = parts.list;
    this.count = parts.count;
  }

  connect() {
    document.body.append(this.dialog);
  }

  disconnect() {
    this.dialog.remove();
  }

  /** @param {boolean} besides  whether commands are meant too */
  open(besides) {
    const { design } = this.desk.model;
    const objects = objectEntries(design);
    this.entries = besides ? [...commandEntries(this.commands()), ...objects.map(goable)] : objects;
    const what = besides ? 'Commands and objects' : 'Find by name, address, MAC or subnet';
    this.dialog.setAttribute('aria-label', what);
    this.input.setAttribute('aria-label', what);
    this.input.placeholder = besides ? 'A command, a name, an address…' : `${what}…`;
    this.input.value = '';
    this.dialog.showModal();
    this.search();
  }

  search() {
    const all = ranked(this.entries, this.input.value, recent());
    this.found = all.slice(0, MOST);
    this.at = 0;
    this.hits = all.flatMap((each) => ('key' in each ? [each.key] : []));
    this.count.textContent = all.length
      ? all.length > MOST
        ? `${MOST} of ${all.length} shown`
        : counted(all.length, 'hit')
      : 'Nothing is called so';
    this.input.removeAttribute('aria-activedescendant'); // it is told anew, though it is the first again
    this.fill();
    this.mark();
    if (this.scrolled) this.list.scrollTop = 0;
    this.scrolled = false;
  }

  /** Shows what was found. */
  fill() {
    const query = this.input.value.trim().toLowerCase();
    this.found.forEach((each, i) => this.optionAt(i).show(each, detailOf(each, query)));
    arrange(this.list, this.options.slice(0, this.found.length).map(({ element }) => element));
  }

  /** @param {number} i */
  optionAt(i) {
    this.options[i] ??= new Option(i, { chosen: () => this.choose(i), pointed: () => this.step(i - this.at) });
    return this.options[i];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    event.stopPropagation();
    if (event.key === 'Enter') this.choose(this.at);
    else if (event.key in steps) this.step(steps[event.key]);
    else return;
    event.preventDefault();
  }

  /** @param {number} by */
  step(by) {
    if (!by || !this.found.length) return;
    const last = this.found.length - 1;
    const to = this.at + by;
    this.at = Math.abs(by) === 1 ? (to + last + 1) % (last + 1) : Math.max(0, Math.min(last, to));
    this.mark();
    this.options[this.at].element.scrollIntoView({ block: 'nearest' });
  }

  /** Shows which one Enter would take. */
  mark() {
    this.options.forEach((each, i) => each.mark(i === this.at));
    if (this.found.length) this.input.setAttribute('aria-activedescendant', `finder-${this.at}`);
  }

  /** @param {number} i */
  choose(i) {
    const found = this.found[i];
    if (!found || ('why' in found && found.why)) return;
    this.dialog.close();
    used(found.id);
    if ('command' in found) this.run(found.command);
    else this.goTo(found.key);
  }

  /** Flies to an object and chooses it. @param {string} key */
  goTo(key) {
    const { canvas, selection, notices, model } = this.desk;
    const entry = objectEntries(model.design).find((each) => each.key === key);
    if (!entry) return;
    this.current = key;
    selection.set([key]);
    canvas.visit(key);
    const nth = this.hits.indexOf(key) + 1;
    notices.announce([entry.title, entry.detail, `${nth} of ${this.hits.length}`].filter(Boolean).join(', '));
  }

  /** The hit after the one that was visited last, or before it. @param {1 | -1} by */
  next(by) {
    const { design } = this.desk.model;
    this.hits = this.hits.filter((key) => find(design, fromKey(key).kind, fromKey(key).name));
    if (!this.hits.length) return this.open(false);
    const at = this.current ? this.hits.indexOf(this.current) : -1;
    this.goTo(this.hits[(at + by + this.hits.length) % this.hits.length]);
  }
}

/** Answers to "go to app1" as well. @param {ObjectEntry} entry @returns {ObjectEntry} */
const goable = (entry) => ({ ...entry, words: [...entry.words, 'go to'] });

/** With the word that it was found by, if that is not to be seen. @param {Found} found @param {string} query */
function detailOf({ title, detail, words }, query) {
  const seen = `${title} ${detail}`.toLowerCase();
  const by = query && !seen.includes(query) && words.find((each) => each.toLowerCase().includes(query));
  return by ? `${detail}  ${by}` : detail;
}
