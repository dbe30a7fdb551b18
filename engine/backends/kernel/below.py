"""What a link is on top of and how, as netlink says it."""

import sys
from typing import NamedTuple

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import attribute
from engine.resources import Upper

IFLA_LINK, _IFLA_LINKINFO, _IFLA_LINK_NETNSID = 5, 18, 37
_WANTED = frozenset({IFLA_LINK, _IFLA_LINKINFO, _IFLA_LINK_NETNSID})
_IFLA_INFO_DATA = 2
_IFLA_MODE = 1
"""The attribute of the mode or number, in each of the three kinds."""

_MACVLAN = {"private": 1, "vepa": 2, "bridge": 4, "passthru": 8, "source": 16}
_IPVLAN = {"l2": 0, "l3": 1, "l3s": 2}


class _Layout(NamedTuple):
    """How a kind tells its mode: the bytes it takes, and the kernel's number for each of our words."""

    size: int
    numbers: dict[str, int]


_LAYOUTS = {"macvlan": _Layout(4, _MACVLAN), "ipvlan": _Layout(2, _IPVLAN), "vlan": _Layout(2, {})}
KINDS = frozenset(_LAYOUTS)


class Below(NamedTuple):
    """The number of the link below, that of the namespace it is in (None: the same one), and the mode as
    `engine.resources.Upper` has it."""

    lower: int
    namespace: int | None
    mode: str


def read(kind: str, body: memoryview, start: int) -> Below:
    """Of a link of one of the `KINDS`, from its attributes, which begin at `start`."""
    found = netlink.attributes(body, start, _WANTED)
    information = netlink.attributes(found[_IFLA_LINKINFO], 0, (_IFLA_INFO_DATA,))
    namespace = _number(found[_IFLA_LINK_NETNSID]) if _IFLA_LINK_NETNSID in found else None
    lower = _number(found[IFLA_LINK]) if IFLA_LINK in found else 0
    return Below(lower, namespace, _mode(_LAYOUTS[kind], information.get(_IFLA_INFO_DATA)))


def mode(upper: Upper) -> bytes:
    """The attribute that says it."""
    layout = _LAYOUTS[upper.kind]
    number = layout.numbers[upper.mode] if layout.numbers else int(upper.mode)
    return attribute(_IFLA_MODE, number.to_bytes(layout.size, sys.byteorder))


def _mode(layout: _Layout, data: memoryview | None) -> str:
    found = netlink.attributes(data, 0, (_IFLA_MODE,)) if data is not None else {}
    number = _number(found[_IFLA_MODE][: layout.size]) if _IFLA_MODE in found else 0
    return next((word for word, known in layout.numbers.items() if known == number), str(number))


def _number(value: memoryview) -> int:
    return int.from_bytes(value, sys.byteorder)
