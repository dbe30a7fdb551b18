/**
 * Goes through the turns of a trail, forward and back, by itself or step by step. In each, things move from 0 to 1 and
 * then stand for a moment.
 *
 * @typedef {Object} Clock
 * @property {(tick: (now: number) => void) => number} next
 * @property {(handle: number) => void} cancel
 */

/** Milliseconds of a turn at the ordinary speed, and the share of it in which things move. */
const TURN = 1400;
const MOVING = 0.7;

/** @type {Clock} */
const FRAMES = { next: (tick) => requestAnimationFrame(tick), cancel: (handle) => cancelAnimationFrame(handle) };

export class Player {
  /** @param {() => void} changed @param {() => boolean} still  whether nothing may move by itself @param {Clock} [clock] */
  constructor(changed, still, clock = FRAMES) {
    this.changed = changed;
    this.still = still;
    this.clock = clock;
    this.turns = 0;
    this.turn = 0;
    /** How far the turn has come, from 0 to 1. */
    this.progress = 1;
    this.speed = 1;
    this.playing = false;
    this.handle = 0;
  }

  /** @param {number} turns */
  load(turns) {
    this.pause();
    this.turns = turns;
    this.turn = 0;
    this.progress = 1;
    this.changed();
  }

  /** Where frames are now on their way. */
  get moved() {
    return this.still() ? 1 : Math.min(1, this.progress / MOVING);
  }

  get isAtEnd() {
    return this.turn >= this.turns - 1 && this.progress >= 1;
  }

  play() {
    if (this.playing || !this.turns) return;
    if (this.isAtEnd) this.turn = 0;
    this.progress = 0;
    this.playing = true;
    this.run();
  }

  pause() {
    this.playing = false;
    this.clock.cancel(this.handle);
    if (this.turns) this.progress = 1;
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Stands at a turn. @param {number} turn */
  go(turn) {
    this.turn = Math.max(0, Math.min(this.turns - 1, turn));
    this.pause();
  }

  /** A turn forward or back; forward it is seen to move. @param {1 | -1} by */
  step(by) {
    const to = this.turn + by;
    if (to < 0 || to >= this.turns) return this.go(this.turn);
    this.go(to);
    if (by < 0 || this.still()) return;
    this.progress = 0;
    this.run();
  }

  /** Moves on, as far as the turn goes, or while it is playing to the end. */
  run() {
    this.clock.cancel(this.handle);
    let before = 0;
    const tick = (/** @type {number} */ now) => {
      this.progress = Math.min(1, this.progress + (before ? ((now - before) * this.speed) / TURN : 0));
      before = now;
      if (this.progress >= 1 && this.playing) {
        if (this.turn >= this.turns - 1) return this.pause();
        this.turn += 1;
        this.progress = 0;
      }
      this.changed();
      if (this.playing || this.progress < 1) this.handle = this.clock.next(tick);
    };
    this.handle = this.clock.next(tick);
    this.changed();
  }
}
