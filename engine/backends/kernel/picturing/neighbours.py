"""What a place knows of its neighbours, and its bridges of where to send."""

from collections.abc import Mapping
from ipaddress import ip_address

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.netlink import RequestSocket
from engine.backends.kernel.rtnetlink import (
    AF_BRIDGE,
    NDA_DST,
    NDA_LLADDR,
    NDA_MASTER,
    NEIGHBOUR,
    NEIGHBOUR_STATES,
    NUD_NOARP,
    NUD_PERMANENT,
)
from engine.reach.picture import Address, At, Neighbour


def known(opened: RequestSocket, at: Mapping[int, At]) -> Mapping[tuple[At, Address], Neighbour]:
    """By link and address."""
    found = {}
    for body in netlink.dump(opened, rtnetlink.neighbours(0)):
        _, index, state, _, _ = NEIGHBOUR.unpack_from(body)
        fields = netlink.attributes(body, NEIGHBOUR.size, (NDA_DST, NDA_LLADDR))
        if NDA_DST in fields and index in at:
            mac = fields[NDA_LLADDR].hex(":") if NDA_LLADDR in fields else ""
            found[at[index], ip_address(bytes(fields[NDA_DST]))] = Neighbour(
                mac, NEIGHBOUR_STATES.get(state, "none").lower()
            )
    return found


def behind(opened: RequestSocket, port: int) -> frozenset[str]:
    """The MAC addresses that a bridge knows to be behind the port, however."""
    found = set()
    for body in netlink.dump(opened, rtnetlink.neighbours(AF_BRIDGE)):
        _, index, state, _, _ = NEIGHBOUR.unpack_from(body)
        fields = netlink.attributes(body, NEIGHBOUR.size, (NDA_LLADDR, NDA_MASTER))
        if index == port and NDA_MASTER in fields and not state & NUD_PERMANENT:
            found.add(fields[NDA_LLADDR].hex(":"))
    return frozenset(found)


def switching(opened: RequestSocket, at: Mapping[int, At]) -> Mapping[tuple[At, str], At]:
    """What is not learned: static entries lead to a port, those of ports' own addresses to the bridge."""
    found = {}
    for body in netlink.dump(opened, rtnetlink.neighbours(AF_BRIDGE)):
        _, index, state, _, _ = NEIGHBOUR.unpack_from(body)
        fields = netlink.attributes(body, NEIGHBOUR.size, (NDA_LLADDR, NDA_MASTER))
        if NDA_MASTER not in fields or index not in at or not state & (NUD_NOARP | NUD_PERMANENT):
            continue
        bridge = at.get(netlink.number(fields[NDA_MASTER]))
        if bridge:
            to = bridge if state & NUD_PERMANENT else at[index]
            found[bridge, fields[NDA_LLADDR].hex(":")] = to
    return found
