/**
 * The trail of a flow: where each of its frames really went, replayed on the canvas step by step, and as a list.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Tags } from '../../canvas/tags.js'
 * @import { Travel } from '../../canvas/travel.js'
 * @import { Line, Said } from '../../console/line.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Request } from './form.js'
 * @import { Step } from './steps.js'
 */
import { counted } from '../../canvas/faces.js';
import { openLine } from '../../console/line.js';
import { html, show } from '../../dom.js';
import { reducedMotion } from '../../motion.js';
import { Details } from '../packets/details.js';
import { bytesOf, hueOf } from '../packets/frames.js';
import { TrailForm } from './form.js';
import { Player } from './player.js';
import { boxKey, inMicroseconds, keysOf, turnsOf, wayOf } from './steps.js';
import { Transport } from './transport.js';

const FIRST = 'Choose two sandboxes and press Follow: a real flow runs, and you see where each of its frames went.';
const SIGN = { delivered: '✓', 'not for it': '–', dropped: '✕' };
const TONE = /** @type {const} */ ({ delivered: 'good', 'not for it': 'plain', dropped: 'bad' });
const KEYS = { ArrowLeft: -1, ArrowRight: 1 };

/** @implements {Content} */
export class TrailPanel {
  /** @param {Desk} desk @param {Tags} tags @param {Travel} travel */
  constructor(desk, tags, travel) {
    this.desk = desk;
    this.tags = tags;
    this.travel = travel;
    /** @type {Line | null} */
    this.line = null;
    /** @type {Step[][]} */
    this.turns = [];
    /** @type {Step | null} */
    this.shown = null;
    /** The one whose headers are shown. @type {Step | null} */
    this.painted = null;
    this.tagged = '';
    this.form = new TrailForm(desk, (request) => this.follow(request));
    this.player = new Player(() => this.update(), reducedMotion);
    this.transport = new Transport(this.player);
    this.sentence = html('p', { class: 'instrument-sentence', role: 'status' }, FIRST);
    this.list = html('ol', { class: 'trail-steps', 'aria-label': 'Steps' });
    this.details = new Details('');
    this.body = html('div', { class: 'beside-details', hidden: true }, this.list, this.details.element);
    this.element = html(
      'div',
      { class: 'instrument-panel trail-panel', onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
      this.form.element,
      html('div', { class: 'instrument-bar' }, this.sentence, this.transport.element),
      this.body,
    );
    show(this.transport.element, false);
  }

  open() {
    this.unsubscribe = this.desk.model.subscribe(() => this.form.update());
    this.form.update();
    if (this.turns.length) this.update();
  }

  /** From and to what is chosen; follows at once if that is two. */
  focus() {
    if (this.form.takeChosen() && !this.form.go.disabled) this.form.element.requestSubmit();
    else this.form.kind.focus();
  }

  close() {
    this.unsubscribe?.();
    this.line?.close();
    this.line = null;
    this.form.isRunning = false;
    this.player.pause();
    this.travel.clear();
    this.tags.clear();
    this.tagged = '';
    this.painted = null; // a list that is taken out forgets how far it was scrolled
  }

  /** @param {Request} request */
  follow(request) {
    this.line?.close();
    this.show([]);
    this.say(`${request.from} is sending to ${request.to}…`);
    this.form.isRunning = true;
    this.line = openLine(this.desk.model.topology.name, { type: 'trail', ...request }, {
      told: (message) => message.type === 'trail' && this.told(request, message),
      closed: (reason) => {
        this.line = null;
        this.form.isRunning = false;
        if (reason) this.say(`No trail: ${reason}.`);
      },
    });
  }

  /** @param {Request} request @param {Said} message */
  told({ from, to }, { failure, hint, missed, more, steps }) {
    const reached = failure ? `${to} did not answer ${from}: ${failure}` : `${to} answered ${from}`;
    const lost = missed ? `; ${counted(missed, 'frame')} came faster than they were taken` : '';
    const rest = more ? `; the first ${steps.length} of ${steps.length + more} steps are shown` : '';
    this.say(`${reached}${hint ? ` (${hint})` : ''}${lost}${rest}.`);
    this.show(steps);
    const { scene } = this.desk.canvas;
    this.desk.selection.clear();
    this.desk.canvas.showAll(this.turns.flat().flatMap((step) => keysOf(scene, step)));
    if (!reducedMotion()) this.player.play();
    this.transport.play.focus();
  }

  /** @param {Step[]} steps */
  show(steps) {
    this.turns = turnsOf(steps);
    this.shown = this.painted = null;
    show(this.transport.element, steps.length > 0);
    show(this.body, steps.length > 0);
    this.list.replaceChildren(...this.turns.flatMap((turn, at) => turn.map((step) => this.row(step, at))));
    this.player.load(this.turns.length);
  }

  /** @param {Step} step @param {number} at */
  row(step, at) {
    const { ending, changed } = step;
    return html(
      'li',
      { 'data-turn': at, 'data-hue': hueOf(step.protocol) || null },
      html(
        'button',
        {
          class: 'trail-step',
          type: 'button',
          onclick: () => {
            this.shown = step;
            this.player.go(at);
          },
        },
        html('span', { class: 'trail-number' }, String(at + 1)),
        html('span', { class: 'trail-time' }, inMicroseconds(step.time)),
        html('span', { class: 'trail-way' }, `${step.from} → ${step.to}`),
        html('span', { class: 'trail-protocol' }, step.protocol),
        html('span', { class: 'trail-said' }, step.summary, ...changed.map(changeOf)),
        ending && html('span', { class: 'trail-ending', 'data-tone': TONE[ending.outcome] }, `${SIGN[ending.outcome]} ${ending.words}`),
      ),
    );
  }

  /** Shows the turn that the player is at. */
  update() {
    this.transport.update();
    const turn = this.turns[this.player.turn] ?? [];
    this.travel.show(() => this.travellers(turn), this.player.moved);
    this.tag(this.player.moved >= 1 ? turn : []);
    if (!this.shown || !turn.includes(this.shown)) this.shown = turn[0] ?? null;
    if (this.shown === this.painted) return;
    this.painted = this.shown;
    for (const each of this.list.children)
      each.toggleAttribute('data-current', each.getAttribute('data-turn') === String(this.player.turn));
    this.list.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
    if (this.shown) this.details.show(this.shown.layers, bytesOf(this.shown.data), this.shown.changed);
  }

  /** @param {Step[]} turn */
  travellers(turn) {
    const { scene } = this.desk.canvas;
    return turn.flatMap((step) => {
      const way = wayOf(scene, step);
      return way ? [{ way, text: step.protocol, hue: hueOf(step.protocol), arrives: step.arrived }] : [];
    });
  }

  /** Where frames of a turn have ended. @param {Step[]} turn */
  tag(turn) {
    const { scene } = this.desk.canvas;
    const ended = turn.flatMap(({ to, ending }) => {
      const key = boxKey(scene, to);
      if (!ending || !key) return [];
      const text = ending.outcome === 'dropped' ? ending.words : ending.outcome;
      return [/** @type {const} */ ([key, { text: `${SIGN[ending.outcome]} ${text}`, tone: TONE[ending.outcome] }])];
    });
    const said = JSON.stringify(ended);
    if (said !== this.tagged) this.tags.show(new Map(ended));
    this.tagged = said;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!(event.key in KEYS) || target.closest('input, select')) return;
    event.preventDefault();
    this.player.step(/** @type {1 | -1} */ (KEYS[/** @type {keyof typeof KEYS} */ (event.key)]));
  }

  /** @param {string} sentence */
  say(sentence) {
    this.sentence.textContent = sentence;
  }
}

/** @param {import('../packets/details.js').Change} change */
const changeOf = ({ layer, field, before, after }) =>
  html(
    'span',
    { class: 'trail-change' },
    field ? `${layer} ${field} ${before} → ${after}` : before ? `without ${before}` : `with ${after}`,
  );
