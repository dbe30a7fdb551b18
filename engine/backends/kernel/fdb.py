"""Static entries of the bridges' forwarding tables, in the kernel.

An entry carries no mark: every static one at a port of the topology's counts. What a bridge has learned and
the addresses of the ports themselves are the kernel's own.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.netlink import NLM_F_CREATE, NLM_F_REQUEST, attribute, message
from engine.backends.kernel.rtnetlink import (
    AF_BRIDGE,
    NDA_IFINDEX,
    NDA_LLADDR,
    NDA_MASTER,
    NEIGHBOUR,
    NUD_NOARP,
    RTM_DELNEIGH,
    RTM_NEWNEIGH,
)
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Consequence, Work
from engine.plan import Create, Delete
from engine.resources import FABRIC, Fdb, Resource
from engine.scope import Scope

_STATIC = NUD_NOARP
_NTF_MASTER = 0x04
_NLM_F_REPLACE = 0x100

_FEW = 4
"""So many ports are asked one by one, else so many bridges; for more, all tables are listed, which takes 3 µs
a port and more."""


def in_place(sight: Sight) -> Iterable[Resource]:
    if sight.place != FABRIC:
        return ()
    ports = {each.index: each for each in sight.links.values() if each.master and each.label is not None}
    return _static(sight, ports) if ports else ()


def of_topology(topology: str, scope: Scope | None) -> Iterable[Resource]:
    return ()


def take_away(work: Work) -> None:
    for number, action in work.about(Fdb):
        match action:
            case Delete(Fdb() as entry):
                index = work.inventory.index(entry.place, entry.interface)
                if index is not None:
                    work.post(entry.place, message(RTM_DELNEIGH, NLM_F_REQUEST, number, _body(index, entry)))


def bring(work: Work) -> None:
    """What the bridge has learned of the address already is replaced."""
    for number, action in work.about(Fdb):
        match action:
            case Create(Fdb() as entry):
                index = work.inventory.index(entry.place, entry.interface)
                if index is None:
                    work.fail(number, Consequence(f"the port {entry.interface} is not there"))
                    continue
                flags = NLM_F_CREATE | _NLM_F_REPLACE
                work.post(entry.place, message(RTM_NEWNEIGH, flags, number, _body(index, entry)))
    work.flush(FABRIC)


def _static(sight: Sight, ports: Mapping[int, Link]) -> Iterator[Fdb]:
    for filtering in _filters(ports):
        for body in netlink.dump(sight.visited.socket, rtnetlink.neighbours(AF_BRIDGE, filtering)):
            _, index, state, _, _ = NEIGHBOUR.unpack_from(body)
            if state == _STATIC and index in ports:
                mac = netlink.attributes(body, NEIGHBOUR.size)[NDA_LLADDR].hex(":")
                yield Fdb(FABRIC, ports[index].interface, mac)


def _filters(ports: Mapping[int, Link]) -> Iterable[bytes]:
    """What to ask for to be told of all these ports, and of few others."""
    for kind, indexes in (
        (NDA_IFINDEX, ports.keys()),
        (NDA_MASTER, {each.master for each in ports.values()}),
    ):
        if len(indexes) <= _FEW:
            return [attribute(kind, index.to_bytes(4, sys.byteorder)) for index in indexes]
    return [b""]


def _body(index: int, entry: Fdb) -> bytes:
    mac = bytes.fromhex(entry.mac.replace(":", ""))
    return NEIGHBOUR.pack(AF_BRIDGE, index, _STATIC, _NTF_MASTER, 0) + attribute(NDA_LLADDR, mac)
