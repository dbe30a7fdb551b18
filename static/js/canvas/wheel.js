/**
 * What a turn of the wheel means: a mouse's zooms, a trackpad's two fingers pan, its pinch zooms.
 *
 * Browsers tell neither which device it was nor when its movement ended. A notch of a mouse is long and straight
 * down, a glide of fingers begins short; so the first event of a movement says which it is, for all that follow
 * closely: else a fast swipe would zoom in its middle.
 *
 * @typedef {{zoom: number} | {pan: [number, number]}} Turn  a factor, or pixels of the screen
 * @typedef {Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'timeStamp'>} Wheeled
 */

const PAUSE = 180;
const NOTCH = 50;
const LINE = 20;
/** Of one event, so that a jerk of the fingers does not throw one out of the drawing. */
const MOST = 120;

export class Wheel {
  constructor() {
    this.last = -Infinity;
    this.isMouse = false;
  }

  /** @param {Wheeled} event @returns {Turn} */
  read(event) {
    if (event.timeStamp - this.last > PAUSE) this.isMouse = isNotch(event);
    this.last = event.timeStamp;
    const unit = event.deltaMode === 0 ? 1 : LINE;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) return { zoom: 2 ** (-held(y) * (isNotch(event) ? 0.002 : 0.01)) };
    if (this.isMouse && !event.shiftKey) return { zoom: 2 ** (-y * 0.002) };
    // some browsers turn the wheel sideways by themselves while Shift is held
    return { pan: event.shiftKey && !x ? [-y, 0] : [-x, -y] };
  }
}

/** @param {number} delta */
const held = (delta) => Math.max(-MOST, Math.min(MOST, delta));

/** @param {Wheeled} event */
function isNotch({ deltaX, deltaY, deltaMode, shiftKey }) {
  if (shiftKey || deltaX) return false;
  return deltaMode !== 0 || (Math.abs(deltaY) >= NOTCH && Number.isInteger(deltaY));
}
