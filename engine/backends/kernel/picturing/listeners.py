"""The sockets of a place that wait for somebody."""

from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_address

from engine.backends.kernel.place import Place
from engine.backends.kernel.showing.sockets import Sockets
from engine.reach.packet import Kind
from engine.reach.picture import Listener

_WAITING = {("tcp", "LISTEN"), ("udp", "UNCONN")}


def read(visited: Place) -> frozenset[Listener]:
    with closing(Sockets(visited.descriptor)) as sockets:
        return frozenset(_listeners(sockets))


def _listeners(sockets: Sockets) -> Iterator[Listener]:
    for protocol, state, _, _, local, _ in sockets.rows().values():
        if (protocol, state) in _WAITING:
            host, _, port = local.rpartition(":")
            address = ip_address(host.strip("[]"))
            mapped = address.ipv4_mapped if address.version == 6 else None
            kind: Kind = "tcp" if protocol == "tcp" else "udp"
            if port != "*":
                yield Listener(kind, mapped or address, int(port))
