"""What a place has learned of its neighbours' MAC addresses, forgotten."""

import socket
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import NLM_F_DUMP, NLM_F_REQUEST, attribute, message

_RTM_DELNEIGH, _RTM_GETNEIGH = 29, 30
_NDA_DST = 1
_HEADER = Struct("=BxxxiHBB")
"""ndmsg: family, index, state, flags, type."""

_LEARNED = 0x02 | 0x04 | 0x08 | 0x10 | 0x20
"""Reachable, stale, delay, probe, failed; somebody's own entries are permanent or need no ARP."""

_ANYBODY = _HEADER.pack(socket.AF_UNSPEC, 0, 0, 0, 0)


def forget(opened: netlink.RequestSocket) -> None:
    """What the place of the socket has learned by ARP and neighbour discovery. It asks again when it next
    needs to know; what somebody wrote there stays."""
    listing = message(_RTM_GETNEIGH, NLM_F_REQUEST | NLM_F_DUMP, 1, _ANYBODY)
    requests: list[bytes] = []
    for body in netlink.whole(lambda: netlink.dump(opened, listing)):
        family, index, state, flags, kind = _HEADER.unpack_from(body)
        if family in (socket.AF_INET, socket.AF_INET6) and state & _LEARNED:
            address = bytes(netlink.attributes(body, _HEADER.size)[_NDA_DST])
            told = _HEADER.pack(family, index, state, flags, kind) + attribute(_NDA_DST, address)
            requests.append(message(_RTM_DELNEIGH, NLM_F_REQUEST, len(requests) + 2, told))
    netlink.carry_out(opened, requests)  # what is refused has gone by itself
