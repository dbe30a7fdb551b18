"""Captures as a pcapng file (draft-ietf-opsawg-pcapng), piece by piece: an interface for each point, times in
nanoseconds, and which way each frame went."""

from collections.abc import Sequence
from struct import pack

from engine.packets.frame import Frame

_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_ETHERNET, _UNKNOWN_LENGTH = 1, -1
_NAME, _RESOLUTION, _FLAGS, _APPLICATION = 2, 9, 2, 4
_NANOSECONDS = b"\x09"
_IN, _OUT = 1, 2


def header(names: Sequence[str]) -> bytes:
    """What a file begins with: the points, in the order of their numbers."""
    section = pack("<IHHq", 0x1A2B3C4D, 1, 0, _UNKNOWN_LENGTH)
    return _block(_SECTION, section, (_APPLICATION, b"Patchboard")) + b"".join(map(_interface, names))


def packet(point: int, frame: Frame) -> bytes:
    """A frame, taken at the point of that number."""
    high, low = frame.time >> 32, frame.time & 0xFFFFFFFF
    head = pack("<IIIII", point, high, low, len(frame.data), frame.length)
    direction = pack("<I", _OUT if frame.outgoing else _IN)
    return _block(_PACKET, head + _padded(frame.data), (_FLAGS, direction))


def _interface(name: str) -> bytes:
    return _block(
        _INTERFACE, pack("<HHI", _ETHERNET, 0, 0), (_NAME, name.encode()), (_RESOLUTION, _NANOSECONDS)
    )


def _block(kind: int, body: bytes, *options: tuple[int, bytes]) -> bytes:
    body += b"".join(pack("<HH", code, len(held)) + _padded(held) for code, held in options) + bytes(4)
    length = pack("<I", len(body) + 12)
    return pack("<I", kind) + length + body + length


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
