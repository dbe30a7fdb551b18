"""Static entries of the bridges' forwarding tables, in the kernel.

An entry carries no mark: every static one at a port of the topology's counts. What a bridge has learned and
the addresses of the ports themselves are the kernel's own.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.netlink import NLM_F_CREATE, NLM_F_DUMP, NLM_F_REQUEST, attribute, message
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Consequence, Work
from engine.plan import Create, Delete
from engine.resources import FABRIC, Fdb, Resource
from engine.scope import Scope

RTM_NEWNEIGH, RTM_DELNEIGH, _RTM_GETNEIGH = 28, 29, 30
AF_BRIDGE, STATIC = 7, 0x40
_NTF_MASTER = 0x04
_NDA_LLADDR, _NDA_IFINDEX, _NDA_MASTER = 2, 8, 9
_NLM_F_REPLACE = 0x100

_HEADER = Struct("=BxxxiHBB")
"""ndmsg: family, index, state, flags, type."""

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
        for body in netlink.dump(sight.visited.socket, _listing(filtering)):
            _, index, state, _, _ = _HEADER.unpack_from(body)
            if state == STATIC and index in ports:
                mac = netlink.attributes(body, _HEADER.size)[_NDA_LLADDR].hex(":")
                yield Fdb(FABRIC, ports[index].interface, mac)


def _filters(ports: Mapping[int, Link]) -> Iterable[bytes]:
    """What to ask for to be told of all these ports, and of few others."""
    for kind, indexes in (
        (_NDA_IFINDEX, ports.keys()),
        (_NDA_MASTER, {each.master for each in ports.values()}),
    ):
        if len(indexes) <= _FEW:
            return [attribute(kind, index.to_bytes(4, sys.byteorder)) for index in indexes]
    return [b""]


def _listing(filtering: bytes) -> bytes:
    body = _HEADER.pack(AF_BRIDGE, 0, 0, 0, 0) + filtering
    return message(_RTM_GETNEIGH, NLM_F_REQUEST | NLM_F_DUMP, 1, body)


def _body(index: int, entry: Fdb) -> bytes:
    mac = bytes.fromhex(entry.mac.replace(":", ""))
    return _HEADER.pack(AF_BRIDGE, index, STATIC, _NTF_MASTER, 0) + attribute(_NDA_LLADDR, mac)
