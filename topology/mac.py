"""Hardware addresses: how they are written, and the one that is made when none is."""

import re
from functools import lru_cache
from hashlib import blake2s

_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")


@lru_cache(maxsize=65536)
def default_mac(topology: str, label: str) -> str:
    """A locally administered unicast address that depends on the two names alone."""
    octets = bytearray(blake2s(f"{topology} {label}".encode(), digest_size=6).digest())
    octets[0] = octets[0] & 0xFC | 0x02
    return octets.hex(":")


def canonical(text: str) -> str | None:
    """Lower case with colons, or None if it is no hardware address."""
    written = text.strip().lower().replace("-", ":")
    return written if _MAC.fullmatch(written) else None


def is_unicast(mac: str) -> bool:
    """Whether an interface may have this (canonical) address."""
    return not int(mac[:2], 16) & 1 and mac != "00:00:00:00:00:00"
