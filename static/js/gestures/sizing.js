/**
 * The grips of the one area or note that is chosen, and the gesture that begins at them: an area by its corners and
 * edges, a note by its right edge.
 *
 * @import { Bounds, Point } from '../canvas/geometry.js'
 * @import { Desk } from '../desk.js'
 * @import { Shape } from '../figures/shapes.js'
 * @import { Fields, Figure } from '../types.js'
 * @import { Gesture } from './pointer.js'
 */
import { snapped } from '../canvas/geometry.js';
import { svg } from '../dom.js';
import { areaOver } from '../figures/edits.js';
import { setFields } from '../live/edits.js';

/** Which edges move with a grip: west or east, north or south. */
const GRIPS = { area: ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'], note: ['e'], mark: [] };
const LEAST = { area: 48, note: 80 };
/** Of a side on the screen, so that a figure is still taken hold of between its grips. */
const ROOM = 24;
/** So that there is room for a grip between two others. */
const ROOM_BETWEEN = 60;

export class Sizing {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.group = svg('g', { class: 'grips' });
  }

  connect() {
    this.desk.canvas.view.overlay.append(this.group);
    this.stops = [
      this.desk.canvas.subscribe(() => this.place()),
      this.desk.selection.subscribe(() => this.place()),
      this.desk.canvas.camera.subscribe(() => this.place()),
    ];
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.group.remove();
  }

  place() {
    const { canvas, selection, barrier } = this.desk;
    const shape = canvas.scene.figures.get(selection.only ?? '');
    const grips = shape && !barrier ? gripsOf(shape, canvas.camera.transform.k) : [];
    if (!grips.length && !this.group.childElementCount) return;
    this.group.replaceChildren(...(shape ? grips.map((grip) => this.grip(shape, grip)) : []));
  }

  /** As large on the screen however near one is. @param {Shape} shape @param {string} grip */
  grip({ key, bounds: { left, top, right, bottom } }, grip) {
    const x = grip.includes('w') ? left : grip.includes('e') ? right : (left + right) / 2;
    const y = grip.includes('n') ? top : grip.includes('s') ? bottom : (top + bottom) / 2;
    const { k } = this.desk.canvas.camera.transform;
    return svg(
      'g',
      { class: 'grip', 'data-grip': grip, 'data-of': key, transform: `translate(${x} ${y}) scale(${1 / k})` },
      svg('rect', { class: 'grip-reach', x: -10, y: -10, width: 20, height: 20 }),
      svg('rect', { x: -4, y: -4, width: 8, height: 8, rx: 2 }),
    );
  }
}

/** Those for which there is room. @param {Pick<Shape, 'kind' | 'bounds'>} shape @param {number} k  its scale @returns {string[]} */
export function gripsOf({ kind, bounds: { left, top, right, bottom } }, k) {
  const [w, h] = [(right - left) * k, (bottom - top) * k];
  if (kind === 'note') return w < ROOM ? [] : GRIPS.note;
  if (Math.min(w, h) < ROOM) return [];
  return GRIPS[kind].filter((grip) => grip.length === 2 || (grip === 'n' || grip === 's' ? w : h) >= ROOM_BETWEEN);
}

/** @implements {Gesture} */
export class Resize {
  /** @param {Desk} desk @param {Shape} shape @param {string} grip @param {PointerEvent} event */
  constructor(desk, shape, grip, event) {
    this.desk = desk;
    this.shape = shape;
    this.grip = grip;
    this.start = desk.canvas.camera.toWorld(event);
    /** @type {Fields} */
    this.fields = {};
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const at = this.desk.canvas.camera.toWorld(event);
    const { key, kind, figure } = this.shape;
    const bounds = this.pulled({ x: at.x - this.start.x, y: at.y - this.start.y });
    this.fields = kind === 'area' ? areaOver(bounds) : { width: Math.round(bounds.right - bounds.left) };
    const now = /** @type {Figure} */ ({ ...figure, ...this.fields });
    this.desk.canvas.move(new Map(), new Map([[key, now]]));
  }

  /** @param {Point} by @returns {Bounds} */
  pulled(by) {
    const { left, top, right, bottom } = this.shape.bounds;
    const least = this.shape.kind === 'note' ? LEAST.note : LEAST.area;
    const has = (/** @type {string} */ edge) => this.grip.includes(edge);
    const [x, y] = snapped({ x: (has('w') ? left : right) + by.x, y: (has('n') ? top : bottom) + by.y });
    return {
      left: has('w') ? Math.min(x, right - least) : left,
      right: has('e') ? Math.max(x, left + least) : right,
      top: has('n') ? Math.min(y, bottom - least) : top,
      bottom: has('s') ? Math.max(y, top + least) : bottom,
    };
  }

  dropped() {
    const { kind, name } = this.shape;
    this.desk.edit(setFields(kind, name, this.fields));
    this.cancelled();
  }

  cancelled() {
    this.desk.canvas.move(new Map());
  }
}
