"""How XFRM netlink lays out IPsec's policies and states: linux/xfrm.h."""

import socket
from struct import Struct
from typing import NamedTuple

from engine.backends.kernel import netlink
from engine.backends.kernel.place import go_to

EVENTS = 0b1111
"""The groups to bind to: who asks for a state, what expires, states, policies."""

NEW_STATE, DELETED_STATE, NEW_POLICY, DELETED_POLICY, GET_POLICY = 16, 17, 19, 20, 21
ACQUIRE, EXPIRED_STATE, UPDATED_POLICY, UPDATED_STATE = 23, 24, 25, 26
EXPIRED_POLICY, FLUSHED_STATES, FLUSHED_POLICIES = 27, 28, 29
ATTRIBUTE_STATE, ATTRIBUTE_POLICY = 6, 7
_TEMPLATES = 5

SELECTOR = Struct("=16s16sHHHHHBBBxxxii")
"""Destination, source, their ports with masks, family, lengths of the prefixes, protocol, link, user."""
IDENTITY = Struct("=16s4sBxxx")
"""Of a state: destination, SPI, protocol."""
POLICY = Struct("=56s96xIIBBBB4x")
"""Selector, what it lasts for and has been used for, priority, index, direction, action, flags, share."""
STATE = Struct("=56s24s16s96x12xIIHBBB7x")
"""Selector, identity, source, lifetimes, statistics, sequence, request, family, mode, window, flags."""
STATE_HEADER, POLICY_HEADER = 24, 64
"""Bytes of the messages that these are gone, before their attributes."""

EVERY_POLICY = netlink.listing(GET_POLICY, b"")


class Selector(NamedTuple):
    """`source` and `destination` as 10.0.0.0/24; `protocol` and `link` are 0 if any will do; `ports` are
    those of both, each with its mask."""

    source: str
    destination: str
    protocol: int
    link: int
    ports: tuple[int, int, int, int]


class Policy(NamedTuple):
    """`has_templates`: packets are to be encrypted or signed."""

    selector: Selector
    direction: str
    action: str
    priority: int
    has_templates: bool


DIRECTIONS = {0: "in", 1: "out", 2: "fwd"}
ACTIONS = {0: "allow", 1: "block"}


def open_socket(namespace: int) -> socket.socket:
    """A socket in the namespace of this descriptor. Raises OSError where the kernel has no XFRM."""
    return go_to(namespace, _socket)


def _socket() -> socket.socket:
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_XFRM)


def selector(data: bytes | memoryview) -> Selector:
    to, source, *ports, family, to_length, length, protocol, link, _ = SELECTOR.unpack_from(data)
    port, mask, own, own_mask = map(socket.ntohs, ports)
    return Selector(
        f"{address(family, source)}/{length}",
        f"{address(family, to)}/{to_length}",
        protocol,
        link,
        (own, own_mask, port, mask),
    )


def policy(data: memoryview) -> Policy:
    chosen, priority, _, direction, action, _, _ = POLICY.unpack_from(data)
    return Policy(
        selector(chosen),
        DIRECTIONS.get(direction, str(direction)),
        ACTIONS.get(action, str(action)),
        priority,
        bool(netlink.attributes(data, POLICY.size, (_TEMPLATES,))),
    )


def address(family: int, data: bytes) -> str:
    return socket.inet_ntop(family, data[: 16 if family == socket.AF_INET6 else 4])
