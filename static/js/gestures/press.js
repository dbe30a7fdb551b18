/**
 * What a press on the canvas may become: on a handle a cable, on a box a move, on nothing a band.
 *
 * @import { Desk } from '../desk.js'
 * @import { Tools } from './tools.js'
 * @import { Press } from './pointer.js'
 */
import { fromKey } from '../design/objects.js';
import { Band } from './band.js';
import { Connect } from './connect.js';
import { Move } from './move.js';

/**
 * @param {Desk} desk
 * @param {Tools} tools
 * @returns {(event: PointerEvent) => Press | null}
 */
export function presses(desk, tools) {
  return (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest('.above, .camera-tools')) return null;
    const handle = target.closest('.handle')?.getAttribute('data-of');
    if (handle) return onHandle(desk, tools, handle);
    const key = desk.canvas.keyUnder(event);
    if (tools.armed) return withTool(desk, tools, key);
    return key ? onObject(desk, key) : onNothing(desk);
  };
}

/** @param {Desk} desk @param {string} key */
const boxAt = (desk, key) => desk.canvas.scene.boxes.get(key) ?? null;

/** @param {Desk} desk @param {Tools} tools @param {string} key @returns {Press} */
const onHandle = (desk, tools, key) => ({
  click: () => desk.notices.toast('Drag from here to a network or a sandbox to connect; or press L'),
  drag: (event) => {
    const box = boxAt(desk, key);
    return box && new Connect(desk, tools, box, event);
  },
});

/** @param {Desk} desk @param {Tools} tools @param {string | null} key @returns {Press} */
const withTool = (desk, tools, key) => ({
  click: (event) => tools.use(key, event),
  drag: (event) => {
    const box = key && boxAt(desk, key);
    return tools.armed === 'connect' && box ? new Connect(desk, tools, box, event) : null;
  },
});

/** @param {Desk} desk @param {string} key @returns {Press} */
const onObject = (desk, key) => ({
  click: (event) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) desk.selection.toggle(key);
    else desk.selection.set([key]);
    desk.canvas.focus(key);
  },
  drag: (event) => {
    if (!boxAt(desk, key) || desk.barrier || desk.lock.holds()) return null;
    if (!desk.selection.has(key)) desk.selection.set([key]);
    const names = desk.chosen
      .filter(({ kind }) => kind === 'sandbox' || kind === 'network')
      .map(({ name }) => name);
    const holder = desk.model.company.holderOf([...desk.selection.keys]);
    if (holder) return desk.notices.toast(`${holder.name} is moving this now; wait a moment`), null;
    return new Move(desk, fromKey(key).name, names, event);
  },
});

/** @param {Desk} desk @returns {Press} */
const onNothing = (desk) => ({
  click: (event) => {
    if (!event.shiftKey) desk.selection.clear();
  },
  drag: (event) => new Band(desk, event),
});
