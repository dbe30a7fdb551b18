"""What a place knows of its neighbours, and its bridges of where to send."""

import sys
from collections.abc import Mapping
from ipaddress import ip_address
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import RequestSocket, message
from engine.reach.picture import Address, At, Neighbour

_RTM_GETNEIGH, _AF_BRIDGE = 30, 7
_HEADER = Struct("=BxxxiHBB")
"""ndmsg: family, index, state, flags, type."""
_DST, _LLADDR, _MASTER = 1, 2, 9
_STATES = {
    0x01: "incomplete",
    0x02: "reachable",
    0x04: "stale",
    0x08: "delay",
    0x10: "probe",
    0x20: "failed",
    0x40: "noarp",
    0x80: "permanent",
}
_STATIC, _PERMANENT = 0x40, 0x80


def known(opened: RequestSocket, at: Mapping[int, At]) -> Mapping[tuple[At, Address], Neighbour]:
    """By link and address."""
    found = {}
    for body in netlink.dump(opened, _listing(0)):
        _, index, state, _, _ = _HEADER.unpack_from(body)
        fields = netlink.attributes(body, _HEADER.size, (_DST, _LLADDR))
        if _DST in fields and index in at:
            mac = fields[_LLADDR].hex(":") if _LLADDR in fields else ""
            found[at[index], ip_address(bytes(fields[_DST]))] = Neighbour(mac, _STATES.get(state, "none"))
    return found


def switching(opened: RequestSocket, at: Mapping[int, At]) -> Mapping[tuple[At, str], At]:
    """What is not learned: static entries lead to a port, those of ports' own addresses to the bridge."""
    found = {}
    for body in netlink.dump(opened, _listing(_AF_BRIDGE)):
        _, index, state, _, _ = _HEADER.unpack_from(body)
        fields = netlink.attributes(body, _HEADER.size, (_LLADDR, _MASTER))
        if _MASTER not in fields or index not in at or not state & (_STATIC | _PERMANENT):
            continue
        bridge = at.get(int.from_bytes(fields[_MASTER], sys.byteorder))
        if bridge:
            to = bridge if state & _PERMANENT else at[index]
            found[bridge, fields[_LLADDR].hex(":")] = to
    return found


def _listing(family: int) -> bytes:
    flags = netlink.NLM_F_REQUEST | netlink.NLM_F_DUMP
    return message(_RTM_GETNEIGH, flags, 1, _HEADER.pack(family, 0, 0, 0, 0))
