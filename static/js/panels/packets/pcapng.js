/**
 * A capture as a pcapng file: an interface for each point, times in nanoseconds, and which way each frame went.
 *
 * @import { Frame, Point } from './frames.js'
 */
import { bytesOf } from './frames.js';

const [SECTION, INTERFACE, PACKET] = [0x0a0d0d0a, 1, 6];
const ETHERNET = 1;
const [NAME, RESOLUTION, FLAGS, APPLICATION] = [2, 9, 2, 4];
const NANOSECONDS = 9;
const [IN, OUT] = [1, 2];

/** @param {Point[]} points @param {bigint} epoch  nanoseconds since 1970 @param {Frame[]} frames */
export const pcapng = (points, epoch, frames) =>
  new Blob([section(), ...points.map(({ name }) => networkInterface(name)), ...frames.map((each) => packet(epoch, each))], {
    type: 'application/x-pcapng',
  });

const section = () =>
  block(SECTION, [words(0x1a2b3c4d), halves(1, 0), words(0xffffffff, 0xffffffff)], [[APPLICATION, text('Patchboard')]]);

/** @param {string} name */
const networkInterface = (name) =>
  block(INTERFACE, [halves(ETHERNET, 0), words(0)], [
    [NAME, text(name)],
    [RESOLUTION, Uint8Array.of(NANOSECONDS)],
  ]);

/** @param {bigint} epoch @param {Frame} frame */
function packet(epoch, { point, time, outgoing, length, data }) {
  const bytes = bytesOf(data);
  const stamp = epoch + BigInt(time);
  const head = words(point, Number(stamp >> 32n), Number(stamp & 0xffffffffn), bytes.length, length);
  return block(PACKET, [head, padded(bytes)], [[FLAGS, words(outgoing ? OUT : IN)]]);
}

/** @param {number} kind @param {Uint8Array[]} body @param {[number, Uint8Array][]} options */
function block(kind, body, options) {
  const written = options.flatMap(([code, held]) => [halves(code, held.length), padded(held)]);
  const whole = joined([...body, ...written, words(0)]);
  const length = words(whole.length + 12);
  return joined([words(kind), length, whole, length]);
}

/** @param {...number} values */
const words = (...values) => numbers(4, values);
/** @param {...number} values */
const halves = (...values) => numbers(2, values);

/** Little-endian. @param {2 | 4} size @param {number[]} values */
function numbers(size, values) {
  const view = new DataView(new ArrayBuffer(size * values.length));
  values.forEach((each, at) => (size === 4 ? view.setUint32(4 * at, each, true) : view.setUint16(2 * at, each, true)));
  return new Uint8Array(view.buffer);
}

/** @param {string} of */
const text = (of) => new TextEncoder().encode(of);

/** @param {Uint8Array} bytes */
const padded = (bytes) => joined([bytes, new Uint8Array(-bytes.length & 3)]);

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
