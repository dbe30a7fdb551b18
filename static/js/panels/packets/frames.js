/**
 * Frames as a capture tells them, and what is written of them. Pure.
 *
 * @typedef {[name: string, value: string, start: number, end: number]} Field
 * @typedef {[name: string, start: number, end: number, fields: Field[]]} Layer
 * @typedef {{name: string, here: string, there: string}} Point  where frames are taken: docs/console.md
 *
 * @typedef {Object} Frame
 * @property {number} number
 * @property {number} point  in the capture's points
 * @property {number} time  nanoseconds after the capture's epoch
 * @property {boolean} outgoing
 * @property {number} length  on the wire
 * @property {string} source
 * @property {string} destination
 * @property {string} protocol
 * @property {string} summary
 * @property {string} data  in base64
 * @property {Layer[]} layers
 */

/** Hues of protocols that belong together. */
const HUES = new Map(
  Object.entries({ ARP: 5, ICMP: 3, ICMPv6: 3, TCP: 1, UDP: 6, DNS: 4, DHCP: 4, STP: 2, LLDP: 2, OSPF: 7, VRRP: 7, IGMP: 8 }),
);

/** 0: none of its own. @param {string} protocol */
export const hueOf = (protocol) => HUES.get(protocol) ?? 0;

/** From where to where on its cable; a bridge itself only has here. @param {Frame} frame @param {Point[]} points */
export function wayOf({ point, outgoing }, points) {
  const { here, there } = points[point];
  if (!there) return outgoing ? `from ${here}` : `at ${here}`;
  return outgoing ? `${here} → ${there}` : `${there} → ${here}`;
}

/** Seconds, to the microsecond. @param {number} nanoseconds */
export const inSeconds = (nanoseconds) => (nanoseconds / 1e9).toFixed(6);

/** @param {string} data  in base64 @returns {Uint8Array<ArrayBuffer>} */
export const bytesOf = (data) => Uint8Array.from(atob(data), (each) => each.charCodeAt(0));

/** What to type where Patchboard runs. @param {string} topology @param {string[]} names @param {string} filter */
export function commandFor(topology, names, filter) {
  const asked = filter.trim() ? ` --filter ${quoted(filter.trim())}` : '';
  return `.venv/bin/python manage.py capture ${topology} ${names.join(' ')}${asked} | wireshark -k -i -`;
}

/** For a shell. @param {string} text */
const quoted = (text) => (/^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The innermost field that holds a byte. @param {Layer[]} layers @param {number} at @returns {Field | undefined} */
export const fieldAt = (layers, at) =>
  layers.flatMap(([, , , fields]) => fields).findLast(([, , start, end]) => start <= at && at < end);
