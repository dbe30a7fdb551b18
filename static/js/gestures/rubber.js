/**
 * The cable that is being drawn: dotted while it hangs loose, whole once it would hold; a word says what it
 * makes.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 */
import { OUTWARD, boundsOf, curve, facing, isLevel, pathOf } from '../canvas/geometry.js';
import { html, need, svg } from '../dom.js';

/** What joining two boxes makes. @param {Box} from @param {Box | null} to */
export function joinTitle(from, to) {
  if (!to) return 'drop to create something here';
  if (from.kind === to.kind)
    return `${from.kind === 'network' ? 'patch' : 'cable'} ${from.name} – ${to.name}`;
  const [sandbox, network] = from.kind === 'sandbox' ? [from, to] : [to, from];
  return `connect ${sandbox.name} to ${network.name}`;
}

export class Rubber {
  /** @param {Desk} desk @param {Box} from */
  constructor(desk, from) {
    this.desk = desk;
    this.from = from;
    this.path = svg('path', { class: 'rubber', 'data-loose': true });
    this.end = svg('circle', { class: 'rubber-end', r: 5 });
    this.tip = html('div', { class: 'tip' });
    desk.canvas.view.overlay.append(this.path, this.end);
    need('[data-part="above"]').append(this.tip);
  }

  /** @param {Point} point @param {Box | null} target */
  draw(point, target) {
    const here = { ...point, w: 0, h: 0 };
    const side = facing(this.from.rect, target?.rect ?? here);
    const start = edge(this.from, side, point);
    const endSide = facing(target?.rect ?? here, this.from.rect);
    const end = target ? edge(target, endSide, start) : point;
    this.path.setAttribute('d', pathOf(curve(start, side, end, endSide)));
    this.path.toggleAttribute('data-loose', !target);
    this.end.setAttribute('cx', String(end.x));
    this.end.setAttribute('cy', String(end.y));
    this.mark(target);
    this.say(point, joinTitle(this.from, target));
  }

  /** @param {Box | null} target */
  mark(target) {
    for (const group of this.desk.canvas.layer.querySelectorAll('.target')) group.classList.remove('target');
    if (target) this.desk.canvas.view.groupOf(target.key)?.classList.add('target');
  }

  /** @param {Point} point @param {string} text */
  say(point, text) {
    const { x, y } = this.desk.canvas.camera.toView(point);
    this.tip.textContent = text;
    this.tip.style.left = `${x + 16}px`;
    this.tip.style.top = `${y + 16}px`;
  }

  remove() {
    this.mark(null);
    this.path.remove();
    this.end.remove();
    this.tip.remove();
  }
}

/**
 * The point of a box's edge nearest to another point.
 * @param {Box} box
 * @param {import('../canvas/geometry.js').Side} side
 * @param {Point} to
 */
function edge(box, side, to) {
  const { left, right, top, bottom } = boundsOf(box.rect);
  const out = OUTWARD[side];
  if (!isLevel(side)) return { x: out.x > 0 ? right : left, y: box.rect.y };
  const x = box.kind === 'network' ? Math.max(left + 24, Math.min(right - 24, to.x)) : box.rect.x;
  return { x, y: out.y > 0 ? bottom : top };
}
