/**
 * The cables that are being drawn, one from each box: dotted while it hangs loose, whole once they would hold; a word says what
 * they make.
 *
 * @import { Point } from '../canvas/geometry.js'
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 */
import { OUTWARD, boundsOf, curve, facing, isLevel, pathOf } from '../canvas/geometry.js';
import { html, need, svg } from '../dom.js';

/** @param {Box[]} from */
export const sourceTitle = (from) => (from.length === 1 ? from[0].name : `${from.length} objects`);

/** What joining boxes to another makes. @param {Box[]} sources @param {Box | null} to */
export function joinTitle(sources, to) {
  if (!to) return 'drop to create something here';
  const others = sources.filter((each) => each.key !== to.key);
  if (others.length !== 1) return `connect ${others.length} objects to ${to.name}`;
  const [from] = others;
  if (from.kind === to.kind)
    return `${from.kind === 'network' ? 'patch' : 'cable'} ${from.name} – ${to.name}`;
  const [sandbox, network] = from.kind === 'sandbox' ? [from, to] : [to, from];
  return `connect ${sandbox.name} to ${network.name}`;
}

export class Rubber {
  /** @param {Desk} desk @param {Box[]} sources */
  constructor(desk, sources) {
    this.desk = desk;
    this.sources = sources;
    this.paths = sources.map(() => svg('path', { class: 'rubber', 'data-loose': true }));
    this.end = svg('circle', { class: 'rubber-end', r: 5 });
    this.tip = html('div', { class: 'tip' });
    desk.canvas.view.overlay.append(...this.paths, this.end);
    need('[data-part="above"]').append(this.tip);
  }

  /** @param {Point} point @param {Box | null} target */
  draw(point, target) {
    this.sources.forEach((from, i) => this.stretch(this.paths[i], from, point, target));
    this.mark(target);
    this.say(point, joinTitle(this.sources, target));
  }

  /** @param {SVGPathElement} path @param {Box} from @param {Point} point @param {Box | null} target */
  stretch(path, from, point, target) {
    const here = { ...point, w: 0, h: 0 };
    const side = facing(from.rect, target?.rect ?? here);
    const start = edge(from, side, point);
    const endSide = facing(target?.rect ?? here, from.rect);
    const end = target ? edge(target, endSide, start) : point;
    const drawn = target?.key !== from.key;
    path.setAttribute('d', drawn ? pathOf(curve(start, side, end, endSide)) : '');
    path.toggleAttribute('data-loose', !target);
    if (!drawn) return;
    this.end.setAttribute('cx', String(end.x));
    this.end.setAttribute('cy', String(end.y));
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
    for (const path of this.paths) path.remove();
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
