"""Which sightings are of one frame."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from dpkt import Packet
from dpkt.arp import ARP
from dpkt.icmp import ICMP
from dpkt.icmp6 import ICMP6
from dpkt.ip import IP
from dpkt.ip6 import IP6
from dpkt.tcp import TCP
from dpkt.udp import UDP

from engine.packets.frame import Frame
from engine.packets.layers import parsed
from engine.packets.points import Point
from engine.value import value


@value
class Sighting:
    """A frame at a link."""

    point: Point
    frame: Frame


Journey = Sequence[Sighting]
"""All sightings of one frame with its copies, in the order of time."""


def journeys(seen: Iterable[Sighting]) -> Sequence[Journey]:
    """In the order in which they began. What passes the same link the same way once more is another frame,
    sent again."""
    found: list[list[Sighting]] = []
    running: dict[Hashable, tuple[list[Sighting], set[tuple[Point, bool]]]] = {}
    for sighting in sorted(seen, key=lambda each: each.frame.time):
        name, way = identity(sighting.frame.data), (sighting.point, sighting.frame.outgoing)
        if name not in running or way in running[name][1]:
            running[name] = ([], set())
            found.append(running[name][0])
        journey, ways = running[name]
        journey.append(sighting)
        ways.add(way)
    return found


def identity(data: bytes) -> Hashable:
    """What stays the same of a frame on its way: routers change its MAC addresses and TTL, address
    translation its addresses and ports, bridges its VLAN tag."""
    packet = parsed(data)
    inner = packet.data if packet is not None else data
    match inner:
        case ARP():
            return "ARP", inner.op, inner.sha, inner.spa, inner.tha, inner.tpa
        case IP():
            return "IPv4", inner.id, inner.p, inner.offset, *_essence(inner.data)
        case IP6():
            return "IPv6", inner.nxt, *_essence(inner.data)
    return "frame", data


def _essence(payload: Packet | bytes) -> Iterator[Hashable]:
    match payload:
        case ICMP.Echo() | ICMP6.Echo():
            yield from (payload.seq, payload.data)
        case ICMP() | ICMP6():
            yield from (payload.type, payload.code)
            yield from _essence(payload.data)
        case TCP():
            yield from (payload.seq, payload.ack, payload.flags, payload.data)
        case UDP():
            yield payload.data
        case bytes():
            yield payload
        case Packet() if isinstance(payload.data, IP | IP6):  # an error, which quotes what it is about
            quoted = payload.data
            yield from (quoted.id, quoted.p) if isinstance(quoted, IP) else (quoted.nxt, quoted.plen)
