/**
 * Beside the handles of the sandbox under the cursor, and at the one that is chosen: a button that opens a terminal in it,
 * if it runs. Always of one size, at one of its corners, where nothing is written.
 *
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 * @import { Handles } from './handles.js'
 */
import { noteBounds } from '../canvas/boxes.js';
import { cornerOf } from '../canvas/corners.js';
import { boundsOfLabel } from '../canvas/socket_label.js';
import { arrange, html, icon } from '../dom.js';
import { keyTitle } from '../commands/shortcuts.js';
import { fromKey } from '../design/objects.js';
import { isProjected } from '../motion.js';
import { KEYS, opens, whyNoTerminal } from '../panels/terminals/opening.js';

/** Pixels of the screen. */
const SIZE = 26;
const SIZE_PROJECTED = 36;

export class TerminalHandles {
  /** @param {Desk} desk @param {Handles} handles @param {HTMLElement} above  what lies over the canvas @param {(sandbox: string) => void} open */
  constructor(desk, handles, above, open) {
    this.desk = desk;
    this.handles = handles;
    this.above = above;
    this.open = open;
    this.layer = html('div', { class: 'terminal-handles' });
    /** Those that are shown, by key. @type {Map<string, HTMLElement>} */
    this.buttons = new Map();
  }

  connect() {
    const { canvas, selection } = this.desk;
    this.above.append(this.layer);
    this.stops = [canvas, canvas.camera, selection, this.handles].map((each) => each.subscribe(() => this.place()));
  }

  disconnect() {
    this.stops?.forEach((stop) => stop());
    this.layer.remove();
  }

  place() {
    const { canvas, selection } = this.desk;
    const near = canvas.view.isNear && !canvas.view.isFar;
    const keys = [...new Set(near ? [this.handles.key, selection.only] : [])].filter((key) => key !== null);
    const shown = keys.filter((key) => this.isFor(key));
    this.buttons = new Map(shown.map((key) => [key, this.buttons.get(key) ?? this.button(key)]));
    const size = isProjected() ? SIZE_PROJECTED : SIZE;
    for (const [key, button] of this.buttons) {
      const { x, y } = this.placeOf(key, size);
      Object.assign(button.style, { width: `${size}px`, height: `${size}px`, transform: `translate(${x}px, ${y}px)` });
    }
    arrange(this.layer, [...this.buttons.values()]);
  }

  /** @param {string} key */
  isFor(key) {
    const { kind, name } = fromKey(key);
    return kind === 'sandbox' && this.desk.canvas.scene.boxes.has(key) && !whyNoTerminal(this.desk, name);
  }

  /** On the screen. @param {string} key @param {number} size */
  placeOf(key, size) {
    const { scene, view, camera } = this.desk.canvas;
    const box = /** @type {Box} */ (scene.boxes.get(key));
    const note = view.faces && noteBounds(box, view.faceOf(key));
    const labels = box.plugs.flatMap(({ label }) => (label ? boundsOfLabel(label) : []));
    return camera.toView(cornerOf(box.rect, size / camera.transform.k, note ? [...labels, note] : labels));
  }

  /** A second click on it, by who is used to two, opens no second one. @param {string} key */
  button(key) {
    const { name } = fromKey(key);
    return html(
      'button',
      {
        class: 'terminal-handle',
        type: 'button',
        'aria-label': opens(name),
        title: `${opens(name)} (${keyTitle(KEYS[0])} when it is chosen)`,
        onclick: (/** @type {MouseEvent} */ { detail }) => detail < 2 && this.open(name),
      },
      icon('terminal'),
    );
  }
}
