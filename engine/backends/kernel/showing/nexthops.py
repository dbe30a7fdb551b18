"""A next hop that is an object of its own in one line, as `ip nexthop` says it."""

from collections.abc import Mapping
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.showing import words

_HEADER = 8
_NHA_ID, _NHA_GROUP, _NHA_BLACKHOLE, _NHA_OIF, _NHA_GATEWAY = 1, 2, 4, 5, 6
_OF_GROUP = Struct("=IBxxx")
"""A next hop's number, and how much of it goes there, from 0 on."""


def line(body: memoryview, names: Mapping[int, str]) -> str:
    found = netlink.attributes(body, _HEADER)
    said = [f"id {netlink.number(found.get(_NHA_ID))}"]
    if _NHA_GROUP in found:
        said.append(f"group {'/'.join(_weighed(*each) for each in _OF_GROUP.iter_unpack(found[_NHA_GROUP]))}")
    if _NHA_BLACKHOLE in found:
        said.append("blackhole")
    if _NHA_GATEWAY in found:
        said.append(f"via {words.address(body[0], found[_NHA_GATEWAY])}")
    if _NHA_OIF in found:
        index = netlink.number(found[_NHA_OIF])
        said.append(f"dev {names.get(index, f'if{index}')}")
    return " ".join(said)


def _weighed(number: int, weight: int) -> str:
    return f"{number},{weight + 1}" if weight else str(number)
