/**
 * Bits a second of the last ten minutes, in and out of each object. A second of which nothing is known is NaN. Pure.
 *
 * @import { Rates } from './rates.js'
 *
 * @typedef {{times: number[], into: number[], out: number[]}} Course  the oldest first; times in seconds since the epoch
 */

export const SECONDS = 600;

export class History {
  constructor(seconds = SECONDS) {
    this.seconds = seconds;
    /** In and out in turn; where a second stands, its number tells. @type {Map<string, Float32Array<ArrayBuffer>>} */
    this.series = new Map();
    /** The first second that is known, and the last, since the epoch. */
    this.first = Infinity;
    this.last = 0;
    /** When that was heard, to the fraction: what comes a little late is still of the next second. */
    this.heard = 0;
  }

  /** @param {number} at  seconds since the epoch @param {Map<string, Rates>} rates  of all objects that do not rest */
  add(at, rates) {
    const step = this.last ? Math.max(1, Math.round(at - this.heard)) : 1;
    const now = this.last ? this.last + step : Math.round(at);
    this.heard = at;
    const isGap = step > 2;
    for (const key of rates.keys()) if (!this.series.has(key)) this.series.set(key, new Float32Array(2 * this.seconds));
    for (const [key, values] of this.series) {
      const { bitsIn, bitsOut } = rates.get(key) ?? { bitsIn: 0, bitsOut: 0 };
      for (let second = Math.max(now - this.seconds, now - step) + 1; second <= now; second += 1) {
        const unknown = isGap && second < now;
        this.put(values, second, unknown ? NaN : bitsIn, unknown ? NaN : bitsOut);
      }
    }
    this.last = now;
    this.first = Math.min(this.first, now);
  }

  /**
   * What is known of the seconds up to `at`, for each of these objects in turn: in and out of each second.
   * @param {number} at @param {number} seconds @param {string[]} keys @param {Float32Array} values
   */
  load(at, seconds, keys, values) {
    this.forgetBefore(Math.round(at));
    if (seconds) this.first = Math.min(this.first, this.last - seconds + 1);
    keys.forEach((key, nth) => {
      const series = this.series.get(key) ?? new Float32Array(2 * this.seconds);
      this.series.set(key, series);
      const from = 2 * nth * seconds;
      for (let back = 0; back < Math.min(seconds, this.seconds); back += 1) {
        const index = from + 2 * (seconds - 1 - back);
        this.put(series, this.last - back, values[index], values[index + 1]);
      }
    });
  }

  /** Nothing is known since it was heard last. @param {number} at */
  forgetBefore(at) {
    if (this.last) {
      const since = Math.min(this.seconds, Math.max(0, at - this.last));
      for (const series of this.series.values())
        for (let back = 0; back < since; back += 1) this.put(series, at - back, NaN, NaN);
    }
    this.last = Math.max(this.last, at);
    this.heard = Math.max(this.heard, at);
  }

  /** @param {Float32Array} series @param {number} second @param {number} into @param {number} out */
  put(series, second, into, out) {
    const at = 2 * (second % this.seconds);
    series[at] = into;
    series[at + 1] = out;
  }

  /**
   * Of an object, or of several together.
   * @param {[key: string, isTurned: boolean][]} parts @param {number} [seconds]  only the last of them
   * @returns {Course}
   */
  of(parts, seconds = this.seconds) {
    const known = parts.flatMap(([key, isTurned]) => {
      const series = this.series.get(key);
      return series ? [{ series, isTurned }] : [];
    });
    /** @type {Course} */
    const course = { times: [], into: [], out: [] };
    for (let second = this.last - seconds + 1; second <= this.last; second += 1) {
      const at = 2 * (second % this.seconds);
      let [into, out] = second < this.first ? [NaN, NaN] : [0, 0];
      for (const { series, isTurned } of known) {
        into += series[isTurned ? at + 1 : at];
        out += series[isTurned ? at : at + 1];
      }
      course.times.push(second);
      course.into.push(into);
      course.out.push(out);
    }
    return course;
  }
}
