/**
 * Draws a cable from a box, or from all that is chosen with it: onto another it joins them, onto nothing it asks what to make there.
 *
 * @import { Box } from '../canvas/scene.js'
 * @import { Desk } from '../desk.js'
 * @import { Gesture } from './pointer.js'
 * @import { Tools } from './tools.js'
 */
import { Rubber, sourceTitle } from './rubber.js';

/** How near the cursor must come to a box, in pixels of the screen. */
const SNAP = 24;

/** @implements {Gesture} */
export class Connect {
  /** @param {Desk} desk @param {Tools} tools @param {Box} from @param {PointerEvent} event */
  constructor(desk, tools, from, event) {
    this.desk = desk;
    this.tools = tools;
    this.from = from;
    this.sources = desk.together(from);
    this.rubber = new Rubber(desk, this.sources);
    this.moved(event);
  }

  /** @param {PointerEvent} event @returns {Box | null} */
  targetAt(event) {
    const { canvas } = this.desk;
    const box = canvas.boxNear(canvas.camera.toWorld(event), SNAP / canvas.camera.transform.k);
    return box?.key === this.from.key ? null : box;
  }

  /** @param {PointerEvent} event */
  moved(event) {
    this.rubber.draw(this.desk.canvas.camera.toWorld(event), this.targetAt(event));
  }

  /** @param {PointerEvent} event */
  dropped(event) {
    const { canvas } = this.desk;
    const target = this.targetAt(event);
    const at = canvas.camera.toWorld(event);
    const back = canvas.boxNear(at, 0)?.key === this.from.key;
    if (target) this.desk.join(this.sources, target);
    if (target || back) this.cancelled();
    else
      this.tools.askWhat(
        event,
        `Connect ${sourceTitle(this.sources)} to a new`,
        (tool) => this.desk.createAndJoin(this.sources, tool, at),
        () => this.cancelled(),
      );
  }

  cancelled() {
    this.rubber.remove();
  }
}
