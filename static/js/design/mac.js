/**
 * The hardware address that an interface has when none is drawn; the engine makes the same (topology/mac.py).
 */
const MASK = (1n << 64n) - 1n;

/** @param {string} topology @param {string} label  `sandbox.interface` @returns {string} */
export function defaultMac(topology, label) {
  const mixed = fnv1a(`${topology} ${label}`);
  const digits = ((mixed ^ (mixed >> 48n)) & 0xffffffffffffn).toString(16).padStart(12, '0');
  const octets = digits.match(/../g) ?? [];
  octets[0] = ((parseInt(octets[0] ?? '', 16) & 0xfc) | 0x02).toString(16).padStart(2, '0');
  return octets.join(':');
}

/** The 64-bit hash of RFC 9923, FNV-1a. @param {string} text */
function fnv1a(text) {
  let mixed = 0xcbf29ce484222325n;
  for (const octet of new TextEncoder().encode(text))
    mixed = ((mixed ^ BigInt(octet)) * 0x100000001b3n) & MASK;
  return mixed;
}
