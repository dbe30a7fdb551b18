"""Links on top of others: seeing them, and the messages that make and change them."""

import socket
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from engine.backends.kernel import below, encode, links
from engine.backends.kernel.links import Link
from engine.backends.kernel.netlink import NLM_F_NEW, NLM_F_REQUEST, attribute, message
from engine.resources import FABRIC, End, Upper

Where = tuple[int | None, int]
"""A link by namespace (None: this one) and number."""


def uppers(opened: socket.socket, topology: str, place: str, seen: Mapping[int, Link]) -> Iterator[Upper]:
    """The topology's own among a place's links. What they are on is asked for if it was not seen: it may be
    in the fabric, or only a part of the place was looked at."""
    marked = [link for link in seen.values() if link.below is not None and link.label is not None]
    known: dict[Where, Link] = {(None, index): link for index, link in seen.items()} if marked else {}
    known |= _asked(opened, topology, place, {_where(link) for link in marked} - known.keys())
    for link in marked:
        yield _upper(place, link, known.get(_where(link)))


def create(sequence: int, upper: Upper, index: int, lower: int, there: int | None, group: int) -> bytes:
    """The link, down, on top of the one with the number `lower` in the namespace where this is sent; it is
    made in the namespace `there`, if that is another one."""
    body = links.HEADER.pack(0, 0, index, 0, 0) + encode.named(upper.end, group)
    body += attribute(below.IFLA_LINK, lower.to_bytes(4, sys.byteorder))
    if there is not None:
        body += encode.in_namespace(there)
    body += encode.information(upper.kind, below.mode(upper))
    return message(links.RTM_NEWLINK, NLM_F_NEW, sequence, body)


def change_mode(sequence: int, upper: Upper, index: int) -> bytes:
    body = links.HEADER.pack(0, 0, index, 0, 0) + encode.information(upper.kind, below.mode(upper))
    return message(links.RTM_NEWLINK, NLM_F_REQUEST, sequence, body)


def _where(link: Link) -> Where:
    return (link.below.namespace, link.below.lower) if link.below else (None, 0)


def _asked(opened: socket.socket, topology: str, place: str, unseen: Iterable[Where]) -> dict[Where, Link]:
    indexes: dict[int | None, list[int]] = defaultdict(list)
    for namespace, index in unseen:
        indexes[namespace].append(index)
    return {
        (namespace, link.index): link
        for namespace, those in indexes.items()
        for link in links.numbered(opened, topology, place, those, namespace)
    }


def _upper(place: str, link: Link, lower: Link | None) -> Upper:
    """Only the fabric holds links that others are on from outside."""
    elsewhere = link.below is not None and link.below.namespace is not None
    return Upper(
        link.label or "",
        link.kind,
        End(place, link.name, link.mac, link.mtu, link.up, accept_ra=link.accept_ra),
        FABRIC if elsewhere else place,
        lower.interface if lower and lower.label is not None else "",
        link.below.mode if link.below else "",
    )
