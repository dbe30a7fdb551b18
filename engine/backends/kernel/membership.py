"""Which VLANs a bridge, and which each of its ports, is in."""

import socket
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from struct import Struct

from engine.backends.kernel import links, netlink
from engine.backends.kernel.netlink import NLM_F_REQUEST, attribute, message
from engine.backends.kernel.rtnetlink import AF_BRIDGE

NEW = (1,)
"""The VLANs that a bridge or port is in when it is new."""

ALL = range(1, 4095)

_IFLA_AF_SPEC = 26
_IFLA_BRIDGE_FLAGS, _IFLA_BRIDGE_VLAN_INFO = 0, 2
_SELF = (2).to_bytes(2, sys.byteorder)
_PVID, _UNTAGGED, _RANGE_BEGIN, _RANGE_END = 2, 4, 8, 16
_INFO, _ENTRY = Struct("=HH"), Struct("=HHHH")
_COMPRESSED = (1 << 2).to_bytes(4, sys.byteorder)


def put(
    sequence: int, index: int, vlans: Iterable[str], member: Collection[int] = ALL, is_bridge: bool = False
) -> list[bytes]:
    """The messages after which the link is in just these VLANs, given those that it may be in by now."""
    wanted = {int(words.split()[0]): _flags(words) for words in vlans}
    leaving = [
        attribute(_IFLA_BRIDGE_VLAN_INFO, info) for info in _ranges(sorted(set(member) - wanted.keys()))
    ]
    joining = [
        attribute(_IFLA_BRIDGE_VLAN_INFO, _INFO.pack(flags, number)) for number, flags in wanted.items()
    ]
    messages = ((links.RTM_SETLINK, joining), (links.RTM_DELLINK, leaving))
    return [_message(kind, sequence, index, infos, is_bridge) for kind, infos in messages if infos]


def seen(opened: socket.socket) -> Mapping[int, tuple[str, ...]]:
    """By index of a bridge or port, its VLANs as `engine.resources.End` has them; raises `Interrupted`."""
    return {index: tuple(_words(infos)) for index, infos in _dumped(opened)}


def _dumped(opened: socket.socket) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    for body in netlink.dump(opened, _REQUEST):
        _, _, index, _, _ = links.HEADER.unpack_from(body)
        specification = netlink.attributes(body, links.HEADER.size, (_IFLA_AF_SPEC,)).get(_IFLA_AF_SPEC)
        yield index, list(_infos(specification)) if specification is not None else []


def _infos(specification: memoryview) -> Iterator[tuple[int, int]]:
    """Flags and number of each VLAN or end of a range; one attribute each, all of one kind."""
    for offset in range(0, len(specification) - 7, 8):
        length, kind, flags, number = _ENTRY.unpack_from(specification, offset)
        if (length, kind) == (8, _IFLA_BRIDGE_VLAN_INFO):
            yield flags, number


def _words(infos: Iterable[tuple[int, int]]) -> Iterator[str]:
    first = 0
    for flags, number in infos:
        if flags & _RANGE_BEGIN:
            first = number
            continue
        start = first if flags & _RANGE_END else number
        words = " pvid" * bool(flags & _PVID) + " untagged" * bool(flags & _UNTAGGED)
        yield from (f"{each}{words}" for each in range(start, number + 1))


def _flags(words: str) -> int:
    return _PVID * ("pvid" in words) | _UNTAGGED * ("untagged" in words)


def _ranges(numbers: list[int]) -> Iterator[bytes]:
    """Neighbouring numbers together, as beginning and end."""
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1:
            continue
        if place > start:
            yield _INFO.pack(_RANGE_BEGIN, numbers[start])
        yield _INFO.pack(_RANGE_END if place > start else 0, number)
        start = place + 1


def _message(kind: int, sequence: int, index: int, infos: list[bytes], is_bridge: bool) -> bytes:
    inner = attribute(_IFLA_BRIDGE_FLAGS, _SELF) if is_bridge else b""
    body = links.HEADER.pack(AF_BRIDGE, 0, index, 0, 0)
    return message(kind, NLM_F_REQUEST, sequence, body + attribute(_IFLA_AF_SPEC, inner + b"".join(infos)))


_REQUEST = netlink.listing(
    links.RTM_GETLINK,
    links.HEADER.pack(AF_BRIDGE, 0, 0, 0, 0) + attribute(links.IFLA_EXT_MASK, _COMPRESSED),
)
