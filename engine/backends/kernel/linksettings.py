"""What a link tells of settings: which ones were made that go with it (it is called by their names besides),
and whether it takes addresses and routes from routers' advertisements."""

import socket
from struct import Struct

from engine import marks
from engine.backends.kernel.netlink import NLM_F_NEW, NLM_F_REQUEST, attribute, attributes, message, text

IFLA_AF_SPEC, IFLA_PROP_LIST = 26, 52
_IFLA_ALT_IFNAME, _NESTED = 53, 0x8000
_RTM_NEWLINKPROP, _RTM_DELLINKPROP = 108, 109
_IFLA_INET6_CONF, _DEVCONF_ACCEPT_RA = 2, 3
_INET6, _CONF = frozenset({socket.AF_INET6}), frozenset({_IFLA_INET6_CONF})

_LINK = Struct("=BxHiII")
_ATTRIBUTE = Struct("=HH")
_S32 = Struct("=i")


def write_down(sequence: int, index: int, key: str) -> bytes:
    """From now on the link tells that the setting was made."""
    return message(_RTM_NEWLINKPROP, NLM_F_NEW, sequence, _named(index, key))


def strike_out(sequence: int, index: int, key: str) -> bytes:
    return message(_RTM_DELLINKPROP, NLM_F_REQUEST, sequence, _named(index, key))


def written_down(names: memoryview | None) -> tuple[str, ...]:
    """The keys of the settings that were made, of a list of other names."""
    found, offset, end = [], 0, len(names) if names is not None else 0
    while names is not None and offset + 4 <= end:
        length, _ = _ATTRIBUTE.unpack_from(names, offset)
        name = text(names[offset + 4 : offset + length])
        found.append(marks.parse_setting_name(name))
        offset += max(length, 4) + 3 & ~3
    return tuple(sorted(filter(None, found)))


def accept_ra(families: memoryview | None) -> int:
    """As the kernel numbers it; 0 for a link without IPv6."""
    for wanted in (_INET6, _CONF):
        found = attributes(families, 0, wanted) if families is not None else {}
        families = next(iter(found.values()), None)
    return int(_S32.unpack_from(families, 4 * _DEVCONF_ACCEPT_RA)[0]) if families is not None else 0


def _named(index: int, key: str) -> bytes:
    name = attribute(_IFLA_ALT_IFNAME, marks.setting_name(key).encode() + b"\0")
    return _LINK.pack(0, 0, index, 0, 0) + attribute(IFLA_PROP_LIST | _NESTED, name)
