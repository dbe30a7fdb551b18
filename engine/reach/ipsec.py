"""What policies of IPsec (XFRM) say about a packet."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from engine.reach.packet import Packet

_PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "ipv6-icmp": 58}
_WHOLE = 0xFFFF


@dataclass(frozen=True, slots=True)
class Guard:
    """A policy for what leaves (`out`), is forwarded (`fwd`) or comes in (`in`). `protocol` and
    `link` are 0 and "" if any will do; `ports` are those of source and destination with their masks.
    `blocks`: nothing passes; `transforms`: only what is encrypted or signed does."""

    direction: str
    source: IPv4Network | IPv6Network
    to: IPv4Network | IPv6Network
    protocol: int = 0
    link: str = ""
    ports: tuple[int, int, int, int] = (0, 0, 0, 0)
    blocks: bool = False
    transforms: bool = False

    @property
    def words(self) -> str:
        """As `ip xfrm policy delete` takes it."""
        own, own_mask, port, mask = self.ports
        chosen = (
            (f"proto {self.protocol}", self.protocol),
            (f"sport {own}", own_mask),
            (f"dport {port}", mask),
            (f"dev {self.link}", self.link),
        )
        words = (text for text, is_said in chosen if is_said)
        return " ".join([f"src {self.source} dst {self.to}", *words, f"dir {self.direction}"])

    def covers(self, packet: Packet) -> bool:
        """For certain."""
        link = packet.out if self.direction == "out" else packet.into
        return (
            packet.source is not None
            and packet.source in self.source
            and packet.to in self.to
            and self.protocol in (0, _PROTOCOLS[packet.protocol])
            and self.link in ("", link)
            and self._covers_ports(packet)
        )

    def _covers_ports(self, packet: Packet) -> bool:
        own, own_mask, port, mask = self.ports
        if not (own_mask or mask):
            return True
        if packet.flow.kind == "ping":
            return False
        asked = zip(packet.ports, ((own, own_mask), (port, mask)), strict=True)
        return all(not mask or (mask == _WHOLE and [*ports] == [port]) for ports, (port, mask) in asked)


Guards = Sequence[Guard]
"""Of a place; the first that covers a packet decides."""


def deciding(guards: Guards, direction: str, packet: Packet) -> Guard | None:
    """The one that decides about a packet; None: it passes."""
    there = (each for each in guards if each.direction == direction)
    return next((each for each in there if each.covers(packet)), None)
