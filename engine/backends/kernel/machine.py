"""The machine's own network, as far as an uplink must know it; nothing here changes any of it."""

import socket
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from engine import marks, uplink_rules
from engine.addressing import version
from engine.backends.kernel import addressing, netlink, nfnetlink
from engine.backends.kernel.netlink import attribute, message
from engine.backends.kernel.rtnetlink import ROUTE, RTA_DST, RTM_GETROUTE
from engine.errors import Transient
from engine.uplinks import FORWARDING, POOL, Line
from topology.ports import parse_ports

_FIB_MATCH = 0x2000
_NET = Path("/proc/thread-self/net")
_LISTENING, _UNCONNECTED = "0A", "07"
_WIDEST = {4: POOL.prefixlen, 6: 48}
"""A route to more than this is to networks, not to one link's."""

Owner = tuple[str, str]
"""Topology and label of an uplink."""

Port = tuple[str, str]
"""Protocol and ports."""


def lacking(opened: netlink.RequestSocket, versions: list[int]) -> list[str]:
    """What of the machine's own settings keeps it from routing these, in words with the remedy."""
    observed = dict(addressing.forwarding(opened))
    return [_words(each) for each in versions if observed.get(FORWARDING[each]) != "1"]


def _words(of_version: int) -> str:
    name = f"net.{FORWARDING[of_version].replace('/', '.')}"
    instead = "; or leave the network's IPv6 subnets out" if of_version == 6 else ""
    return (
        f"this machine does not forward IPv{of_version}, and Patchboard changes no setting of it; "
        f"as root: sysctl -w {name}=1{instead}"
    )


def is_free(opened: socket.socket, line: Line) -> bool:
    """Whether the machine's routes lead neither address of the line to anything in particular."""
    return not any(_is_routed(opened, address) for address in (line.host, line.fabric))


def _is_routed(opened: socket.socket, address: str) -> bool:
    family = socket.AF_INET6 if version(address) == 6 else socket.AF_INET
    binary = socket.inet_pton(family, address)
    body = ROUTE.pack(family, 8 * len(binary), 0, 0, 0, 0, 0, 0, _FIB_MATCH)
    request = message(RTM_GETROUTE, netlink.NLM_F_REQUEST, 1, body + attribute(RTA_DST, binary))
    return any(
        ROUTE.unpack_from(answer)[1] > _WIDEST[version(address)] for answer in netlink.ask(opened, request)
    )


def require_ports(table: str, wanted: Sequence[Port], held: Mapping[Owner, Iterable[Port]]) -> None:
    """Raises `Transient` if somebody else has one of the ports. `table` is the one that they are to be
    published by, `held` what uplinks will publish that are being made now."""
    if not wanted:
        return
    taken = {protocol: list(_taken(protocol, table, held)) for protocol in ("tcp", "udp")}
    for protocol, ports in wanted:
        span = parse_ports(ports) or ()
        for number, by in taken[protocol]:
            if number in span:
                raise Transient(f"{protocol} port {number} of this machine is {by}; publish another one")


def _taken(protocol: str, table: str, held: Mapping[Owner, Iterable[Port]]) -> Iterator[tuple[int, str]]:
    for number, address in listening(protocol):
        yield number, f"in use by a program that listens on {address}"
    for (topology, label), ports in (*_published(table), *held.items()):
        for number in _numbers(protocol, ports):
            yield number, f"published already by network {label} of topology {topology}"


def listening(protocol: str) -> Iterator[tuple[int, str]]:
    """Port and address of the sockets that would take what is sent to this machine."""
    state = _LISTENING if protocol == "tcp" else _UNCONNECTED
    for family, name in ((socket.AF_INET, protocol), (socket.AF_INET6, f"{protocol}6")):
        file = _NET / name
        for line in file.read_text().splitlines()[1:] if file.exists() else ():
            local, _, its_state = line.split()[1:4]
            address, _, port = local.partition(":")
            if its_state == state:
                yield int(port, 16), socket.inet_ntop(family, _binary(address))


def _binary(address: str) -> bytes:
    """/proc shows words of 32 bits as the processor has them."""
    words = (int(address[start : start + 8], 16) for start in range(0, len(address), 8))
    return b"".join(word.to_bytes(4, sys.byteorder) for word in words)


def _published(table: str) -> Iterator[tuple[Owner, list[Port]]]:
    """What other uplinks publish."""
    with nfnetlink.open_socket() as opened:
        for name in nfnetlink.tables():
            owner = marks.parse_uplink_table(name)
            if owner and name != table:
                yield owner, uplink_rules.published(nfnetlink.read(opened, name))


def _numbers(protocol: str, ports: Iterable[Port]) -> Iterator[int]:
    for its_protocol, span in ports:
        if its_protocol == protocol:
            yield from parse_ports(span) or ()
