"""What a place has learned of its neighbours' MAC addresses, forgotten."""

import socket

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.netlink import NLM_F_REQUEST, attribute, message
from engine.backends.kernel.rtnetlink import NDA_DST, NEIGHBOUR, RTM_DELNEIGH

_LEARNED = 0x02 | 0x04 | 0x08 | 0x10 | 0x20
"""Reachable, stale, delay, probe, failed; somebody's own entries are permanent or need no ARP."""


def forget(opened: netlink.RequestSocket) -> None:
    """What the place of the socket has learned by ARP and neighbour discovery. It asks again when it next
    needs to know; what somebody wrote there stays."""
    requests: list[bytes] = []
    for body in netlink.whole(lambda: netlink.dump(opened, rtnetlink.neighbours(socket.AF_UNSPEC))):
        family, index, state, flags, kind = NEIGHBOUR.unpack_from(body)
        if family in (socket.AF_INET, socket.AF_INET6) and state & _LEARNED:
            address = bytes(netlink.attributes(body, NEIGHBOUR.size)[NDA_DST])
            told = NEIGHBOUR.pack(family, index, state, flags, kind) + attribute(NDA_DST, address)
            requests.append(message(RTM_DELNEIGH, NLM_F_REQUEST, len(requests) + 2, told))
    netlink.carry_out(opened, requests)  # what is refused has gone by itself
