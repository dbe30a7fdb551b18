/**
 * Pans while something is dragged near the canvas's edge, once it has been away from there: what comes from the
 * palette, or begins at the edge, does not move the drawing on its way in.
 *
 * @import { Camera } from '../canvas/camera.js'
 */
const EDGE = 28;
const SPEED = 10;

let frame = 0;
let hasBeenInside = false;

/** How fast, along one axis. @param {number} place @param {number} length */
function speed(place, length) {
  if (place < EDGE) return SPEED * Math.min(1, (EDGE - place) / EDGE);
  if (place > length - EDGE) return -SPEED * Math.min(1, (place - length + EDGE) / EDGE);
  return 0;
}

export const edgePan = {
  /** A drag begins. */
  begin() {
    this.stop();
    hasBeenInside = false;
  },

  /** @param {Camera} camera @param {PointerEvent} event @param {() => void} panned */
  follow(camera, event, panned) {
    this.stop();
    const [x, y] = camera.inside(event);
    const { clientWidth, clientHeight } = camera.viewport;
    const outside = x < 0 || y < 0 || x > clientWidth || y > clientHeight;
    const [right, down] = [speed(x, clientWidth), speed(y, clientHeight)];
    if (!right && !down) hasBeenInside = true;
    if (outside || !hasBeenInside || (!right && !down)) return;
    const step = () => {
      camera.panBy(right, down);
      panned();
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  },

  stop() {
    cancelAnimationFrame(frame);
  },
};
