/**
 * The canvas by keyboard: arrows walk from object to object, or move what is chosen; Enter chooses;
 * Alt+arrows always walk, with Shift they choose what they come to as well; Ctrl+arrows
 * make one more beside it; Shift+F10 opens the menu; the space bar held lets the left button pan.
 *
 * @import { Desk } from '../desk.js'
 * @import { Tools } from './tools.js'
 */
import { addNeighbour } from '../arranging/neighbour.js';
import { ARROW, nudge } from '../commands/changing.js';
import { isTyping } from '../commands/shortcuts.js';
import { fromKey } from '../design/objects.js';
import { curveBounds, middleOf } from '../canvas/geometry.js';
import { nearestTowards } from './towards.js';

const STEP = 4;
const STRIDE = 40;
const SIDE = /** @type {Record<string, import('../canvas/geometry.js').Side>} */ ({
  ArrowUp: 'top',
  ArrowDown: 'bottom',
  ArrowLeft: 'left',
  ArrowRight: 'right',
});
/** @type {Record<string, import('./towards.js').Direction>} */
const TOWARDS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

export class Keyboard {
  /**
   * @param {Desk} desk
   * @param {Tools} tools
   * @param {(at: {clientX: number, clientY: number}) => void} menu
   */
  constructor(desk, tools, menu) {
    this.desk = desk;
    this.tools = tools;
    this.menu = menu;
    this.down = (/** @type {KeyboardEvent} */ event) => this.pressed(event);
    this.up = (/** @type {KeyboardEvent} */ event) => event.key === ' ' && this.space(false);
    this.focusin = (/** @type {FocusEvent} */ event) => this.focused(event);
  }

  connect() {
    addEventListener('keydown', this.down);
    addEventListener('keyup', this.up);
    this.desk.canvas.layer.addEventListener('focusin', this.focusin);
  }

  disconnect() {
    removeEventListener('keydown', this.down);
    removeEventListener('keyup', this.up);
    this.desk.canvas.layer.removeEventListener('focusin', this.focusin);
  }

  /** @param {FocusEvent} event */
  focused(event) {
    const key = this.desk.canvas.keyAt(/** @type {Element} */ (event.target));
    if (key) this.desk.canvas.focused = key;
  }

  /** @param {boolean} held */
  space(held) {
    this.desk.canvas.camera.spaceHeld = held;
    this.desk.canvas.viewport.classList.toggle('panning', held);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (isTyping(event.target) || event.defaultPrevented) return;
    const onObject = this.desk.canvas.layer.contains(/** @type {Node} */ (event.target));
    if (
      event.target instanceof HTMLElement &&
      event.target !== document.body &&
      event.target.closest('button, a')
    )
      return;
    if (this.act(event, onObject)) event.preventDefault();
  }

  /** @param {KeyboardEvent} event @param {boolean} onObject */
  act(event, onObject) {
    if (event.key in ARROW && !event.ctrlKey && !event.metaKey) return this.arrow(event);
    if (event.key in ARROW && !event.shiftKey && !event.altKey) return this.grow(SIDE[event.key]);
    if (this.tools.linking && event.key === 'Enter') return this.done(() => this.tools.linking?.finish());
    if (event.key === ' ' && !onObject) return this.done(() => this.space(true));
    if (onObject && ['Enter', ' '].includes(event.key) && !event.ctrlKey)
      return this.done(() => this.choose(event.shiftKey));
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      return this.done(() => this.openMenu());
    return false;
  }

  /** @param {() => void} work */
  done(work) {
    work();
    return true;
  }

  /** @param {KeyboardEvent} event */
  arrow(event) {
    const { canvas, selection } = this.desk;
    if (this.tools.linking) return this.done(() => this.tools.linking?.towards(TOWARDS[event.key]));
    const [x, y] = ARROW[event.key];
    const step = event.shiftKey ? STRIDE : STEP;
    const moves = selection.keys.size && !event.altKey && (!canvas.focused || selection.has(canvas.focused));
    if (moves && !this.desk.barrier) nudge(this.desk, x * step, y * step);
    else this.walk(TOWARDS[event.key], event.altKey && event.shiftKey);
    return true;
  }

  /** One more beside the box in focus. @param {import('../canvas/geometry.js').Side} side */
  grow(side) {
    const { canvas, selection, barrier } = this.desk;
    const box = canvas.scene.boxes.get(canvas.focused ?? selection.only ?? '');
    if (!box || barrier || canvas.isGhost(box.key)) return false;
    return this.done(() => addNeighbour(this.desk, box, side));
  }

  /** @param {import('./towards.js').Direction} direction @param {boolean} choosing */
  walk(direction, choosing) {
    const { canvas, selection } = this.desk;
    const all = [...canvas.scene.boxes.values()].map(({ key, rect }) => ({ key, rect }));
    for (const { key, curve } of canvas.scene.links.values())
      all.push({ key, rect: middleOf(curveBounds(curve)) });
    for (const { key, bounds } of canvas.scene.figures.values()) all.push({ key, rect: middleOf(bounds) });
    const from = canvas.focused && canvas.boundsOf(canvas.focused);
    const next = from
      ? nearestTowards(
          middleOf(from),
          all.filter(({ key }) => key !== canvas.focused),
          direction,
        )
      : all[0];
    if (!next) return;
    if (choosing) selection.set([...selection.keys, ...(canvas.focused ? [canvas.focused] : []), next.key]);
    canvas.show(next.key);
    this.say(next.key, all.findIndex(({ key }) => key === next.key) + 1, all.length);
  }

  /** @param {string} key @param {number} nth @param {number} count */
  say(key, nth, count) {
    this.desk.notices.announce(`${this.desk.canvas.view.faceOf(key).label}, ${nth} of ${count}`);
  }

  /** @param {boolean} besides */
  choose(besides) {
    const { canvas, selection } = this.desk;
    if (!canvas.focused) return;
    if (besides) selection.toggle(canvas.focused);
    else selection.set([canvas.focused]);
    this.desk.notices.announce(`${fromKey(canvas.focused).name} chosen`);
  }

  openMenu() {
    const { canvas, selection } = this.desk;
    if (canvas.focused && !selection.has(canvas.focused)) selection.set([canvas.focused]);
    const group = canvas.focused && canvas.view.groupOf(canvas.focused);
    const { left, bottom } = (group || canvas.viewport).getBoundingClientRect();
    this.menu({ clientX: left, clientY: bottom });
  }
}
