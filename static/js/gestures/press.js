/**
 * What a press on the canvas may become: on a handle a cable (a click: one more, joined to it), on a box a move (with Alt, of
 * a copy), on nothing a band.
 *
 * @import { Side } from '../canvas/geometry.js'
 * @import { Copies } from '../arranging/copies.js'
 * @import { Desk } from '../desk.js'
 * @import { Tools } from './tools.js'
 * @import { Press } from './pointer.js'
 */
import { addNeighbour } from '../arranging/neighbour.js';
import { Band } from './band.js';
import { Clone } from './clone.js';
import { Connect } from './connect.js';
import { Move } from './move.js';

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
    const handle = target.closest('.handle');
    if (handle) return onHandle(desk, tools, handle);
    const key = desk.canvas.keyUnder(event);
    if (tools.armed) return withTool(desk, tools, key);
    return key ? onObject(desk, copies, key) : onNothing(desk);
  };
}

/** @param {Desk} desk @param {string} key */
const boxAt = (desk, key) => desk.canvas.scene.boxes.get(key) ?? null;

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
    const held = boxAt(desk, key);
    if (!held || desk.barrier) return null;
    if (!desk.mayMove(desk.selection.has(key) ? [...desk.selection.keys] : [key])) return null;
    if (!desk.selection.has(key)) desk.selection.set([key]);
    if (event.altKey) return new Clone(desk, copies, held, event);
    const names = desk.chosenBoxes.map(({ name }) => name);
    return new Move(desk, held, names, event);
  },
});

/** @param {Desk} desk @returns {Press} */
const onNothing = (desk) => ({
  click: (event) => {
    if (!event.shiftKey) desk.selection.clear();
  },
  drag: (event) => new Band(desk, event),
});
