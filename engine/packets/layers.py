"""A frame taken apart: layers one inside the other, each with named fields and where these lie.

The formats are dpkt's. Frames are hostile: whatever a frame holds, it is told as far as it can be read, and
the rest as bytes.
"""

from collections.abc import Iterator
from struct import calcsize

from dpkt import Packet
from dpkt.arp import ARP
from dpkt.ethernet import Ethernet
from dpkt.ip import IP
from dpkt.ip6 import IP6
from dpkt.llc import LLC
from dpkt.stp import STP
from dpkt.tcp import TCP

from engine.packets import inside
from engine.packets.values import Field, Layer
from engine.packets.words import TITLES, told

__all__ = ["Field", "Layer", "dissect", "parsed"]

MOST_LAYERS = 12
"""Tunnels in tunnels end somewhere."""


def parsed(data: bytes) -> Ethernet | None:
    """The frame by dpkt, which fails in many ways besides its own errors when a frame is not what it says."""
    try:
        return Ethernet(data)
    except Exception:
        return None


def dissect(data: bytes) -> tuple[Layer, ...]:
    """The layers, from the outermost; what is not understood is the layer `Data`. Never raises."""
    packet = parsed(data)
    if packet is None:
        return (_unread(data, 0),)
    return tuple(_walk(packet, data))


def _walk(packet: Packet, data: bytes) -> Iterator[Layer]:
    start = 0
    for _ in range(MOST_LAYERS):
        end = min(start + _own_length(packet), len(data))
        yield from _own(packet, data, start, end)
        start, around, packet = end, packet, packet.data
        if not isinstance(packet, Packet):
            break
    yield from inside.rest(around, data, start, _last(around, data, start))


def _own(packet: Packet, data: bytes, start: int, end: int) -> Iterator[Layer]:
    """What the packet itself is; with Ethernet go its VLAN tags, which are layers of their own."""
    tags = getattr(packet, "vlan_tags", None) or []
    length = 4 * len(tags)
    yield Layer(_title(packet), start, end - length, tuple(_fields(packet, start, end - length)))
    for number, tag in enumerate(tags):
        begin = end - length + 4 * number
        yield Layer("802.1Q", begin, begin + 4, tuple(_fields(tag, begin, begin + 4)))


def _own_length(packet: Packet) -> int:
    """Bytes of its header, with options."""
    match packet:
        case IP():
            return 4 * int(packet.hl)
        case TCP():
            return 4 * int(packet.off)
        case IP6():
            return 40 + sum(int(each.length) for each in packet.all_extension_headers)
        case LLC():
            return 8 if packet.is_snap else 3
        case Ethernet():
            labels = [*getattr(packet, "vlan_tags", []), *getattr(packet, "mpls_labels", [])]
            return 14 + 4 * len(labels)
    return int(getattr(packet, "__hdr_len__", 0))


def _last(around: Packet, data: bytes, start: int) -> int:
    """Where the payload of the innermost ends: padding comes after it."""
    return start if isinstance(around, ARP | STP) else min(start + len(around.data), len(data))


def _title(packet: Packet) -> str:
    name = type(packet).__name__
    return TITLES.get(name, name)


def _fields(packet: Packet, start: int, end: int) -> Iterator[Field]:
    """Those that dpkt's format names, each where it lies; bits share a place."""
    bits = getattr(packet, "__bit_fields__", {})
    order = getattr(packet, "__byte_order__", ">")
    kind = type(packet).__name__
    for name, form, _ in packet.__hdr__:
        begin, start = start, start + calcsize(order + form)
        if start > end:
            return
        names = [each for each, _ in bits[name]] if name in bits else [name]
        for each in names:
            if field := told(kind, each, getattr(packet, each, None)):
                yield Field(*field, begin, start)


def _unread(data: bytes, start: int) -> Layer:
    return Layer("Data", start, len(data), (Field("bytes", str(len(data) - start), start, len(data)),))
