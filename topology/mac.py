"""Hardware addresses: how they are written, and the one that is made when none is."""

import re
from functools import lru_cache

_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")


@lru_cache(maxsize=65536)
def default_mac(topology: str, label: str) -> str:
    """A locally administered unicast address that depends on the two names alone.

    The browser makes the same one to show it (static/js/design/mac.js), so the hash is one that takes three
    lines in any language.
    """
    mixed = _fnv1a(f"{topology} {label}".encode())
    octets = bytearray((mixed ^ mixed >> 48).to_bytes(8, "big")[2:])
    octets[0] = octets[0] & 0xFC | 0x02
    return octets.hex(":")


def _fnv1a(data: bytes) -> int:
    """The 64-bit hash of RFC 9923, FNV-1a."""
    mixed = 0xCBF29CE484222325
    for octet in data:
        mixed = (mixed ^ octet) * 0x100000001B3 % 2**64
    return mixed


def canonical(text: str) -> str | None:
    """Lower case with colons, or None if it is no hardware address."""
    written = text.strip().lower().replace("-", ":")
    return written if _MAC.fullmatch(written) else None


def is_unicast(mac: str) -> bool:
    """Whether an interface may have this (canonical) address."""
    return not int(mac[:2], 16) & 1 and mac != "00:00:00:00:00:00"
