/**
 * What a press on the canvas may become: on a handle a cable (a click: one more, joined to it), on a box or figure a move (with
 * Alt, of a copy), on a grip another size, on nothing (with Shift, on an area) a band; with a tool, what that does.
 *
 * @import { Rect, Side } from '../canvas/geometry.js'
 * @import { Copies } from '../arranging/copies.js'
 * @import { Desk } from '../desk.js'
 * @import { Tools } from './tools.js'
 * @import { Press } from './pointer.js'
 */
import { addNeighbour } from '../arranging/neighbour.js';
import { middleOf } from '../canvas/geometry.js';
import { fromKey } from '../design/objects.js';
import { carried } from '../figures/carrying.js';
import { Band } from './band.js';
import { Clone } from './clone.js';
import { Connect } from './connect.js';
import { Move } from './move.js';
import { Pen } from './pen.js';
import { Resize } from './sizing.js';
import { Spread } from './spread.js';

/**
 * @param {Desk} desk
 * @param {Tools} tools
 * @param {Copies} copies
 * @returns {(event: PointerEvent) => Press | null}
 */
export function presses(desk, tools, copies) {
  return (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest('.above, .camera-tools')) return null;
    const grip = target.closest('.grip');
    if (grip) return onGrip(desk, grip);
    const handle = target.closest('.handle');
    if (handle) return onHandle(desk, tools, handle);
    const key = desk.canvas.keyUnder(event);
    if (tools.armed) return withTool(desk, tools, key);
    if (key && event.shiftKey && fromKey(key).kind === 'area') return { ...onObject(desk, copies, key), drag: (from) => new Band(desk, from) };
    return key ? onObject(desk, copies, key) : onNothing(desk);
  };
}

/** @param {Desk} desk @param {string} key */
const boxAt = (desk, key) => desk.canvas.scene.boxes.get(key) ?? null;

/** Of what can be moved. @param {Desk} desk @param {string} key @returns {Rect | null} */
function rectOf({ canvas }, key) {
  const bounds = canvas.scene.figures.get(key)?.bounds;
  return canvas.scene.boxes.get(key)?.rect ?? (bounds ? middleOf(bounds) : null);
}

/** @param {Desk} desk @param {Element} grip @returns {Press} */
function onGrip(desk, grip) {
  const shape = desk.canvas.scene.figures.get(grip.getAttribute('data-of') ?? '');
  return {
    click: () => {},
    drag: (event) =>
      shape && desk.mayMove([shape.key]) ? new Resize(desk, shape, grip.getAttribute('data-grip') ?? '', event) : null,
  };
}

/** @param {Desk} desk @param {Tools} tools @param {Element} handle @returns {Press} */
function onHandle(desk, tools, handle) {
  const box = boxAt(desk, handle.getAttribute('data-of') ?? '');
  const side = /** @type {Side} */ (handle.getAttribute('data-handle'));
  return {
    click: () => box && addNeighbour(desk, box, side),
    drag: (event) => box && new Connect(desk, tools, box, event),
  };
}

/** @param {Desk} desk @param {Tools} tools @param {string | null} key @returns {Press} */
const withTool = (desk, tools, key) => ({
  click: (event) => tools.use(key, event),
  drag: (event) => {
    if (tools.armed === 'mark') return new Pen(desk, event);
    if (tools.armed === 'area') return new Spread(tools, event);
    const box = key && boxAt(desk, key);
    return tools.armed === 'connect' && box ? new Connect(desk, tools, box, event) : null;
  },
});

/** @param {Desk} desk @param {Copies} copies @param {string} key @returns {Press} */
const onObject = (desk, copies, key) => ({
  click: (event) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) desk.selection.toggle(key);
    else desk.selection.set([key]);
    desk.canvas.focus(key);
  },
  drag: (event) => {
    const rect = rectOf(desk, key);
    if (!rect || desk.barrier) return null;
    const load = carried(desk.canvas, desk.selection.has(key) ? [...desk.selection.keys] : [key]);
    if (!desk.mayMove(load.keys)) return null;
    if (!desk.selection.has(key)) desk.selection.set([key]);
    if (event.altKey) return new Clone(desk, copies, rect, event);
    return new Move(desk, rect, load, event);
  },
});

/** @param {Desk} desk @returns {Press} */
const onNothing = (desk) => ({
  click: (event) => {
    if (!event.shiftKey) desk.selection.clear();
  },
  drag: (event) => new Band(desk, event),
});
