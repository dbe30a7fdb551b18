"""A packet on its way, as rules of nftables look at it."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Literal

Address = IPv4Address | IPv6Address
Kind = Literal["ping", "tcp", "udp"]

ASKING = range(32768, 61000)
"""The ports that Linux asks from, unless net.ipv4.ip_local_port_range says otherwise."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What is asked: a ping, or by TCP or UDP whoever listens at a port; of a ping that is 0."""

    kind: Kind = "ping"
    port: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.port}" if self.port else self.kind


PING = Flow()


@dataclass(frozen=True, slots=True)
class Packet:
    """The first packet of a flow or its answer, or the question (ARP, neighbour discovery) that goes before
    it. `into` and `out` are links of the place where it is looked at; `to_mac` is "" where that does not
    count. `is_known`: an answer comes by where its question went. `is_tracked`: no rule says that
    connections are not to be followed."""

    source: Address | None
    to: Address
    is_answer: bool = False
    is_question: bool = False
    into: str = ""
    out: str = ""
    from_mac: str = ""
    to_mac: str = ""
    flow: Flow = PING
    is_known: bool = True
    is_tracked: bool = True

    @property
    def version(self) -> int:
        return self.to.version

    @property
    def protocol(self) -> str:
        """What its header is followed by, as `nft` calls it."""
        if self.flow.kind == "ping" or self.is_question:
            return "icmp" if self.version == 4 else "ipv6-icmp"
        return self.flow.kind

    @property
    def kind(self) -> str:
        """What its ICMP message is, as `nft` calls it."""
        if self.is_question:
            return "nd-neighbor-advert" if self.is_answer else "nd-neighbor-solicit"
        return "echo-reply" if self.is_answer else "echo-request"

    @property
    def ports(self) -> tuple[range, range]:
        """From which and to which, as far as that is known: it is one of these."""
        service = range(self.flow.port, self.flow.port + 1)
        return (service, ASKING) if self.is_answer else (ASKING, service)

    @property
    def flags(self) -> frozenset[str]:
        """Of TCP."""
        return frozenset({"syn", "ack"} if self.is_answer else {"syn"})

    @property
    def state(self) -> str:
        """Of its connection; questions are not tracked. Where its question was not seen, an answer begins a
        connection by UDP only."""
        if self.is_question or not self.is_tracked:
            return "untracked"
        if self.is_answer and not self.is_known:
            return "new" if self.flow.kind == "udp" else "invalid"
        return "established" if self.is_answer else "new"

    @property
    def direction(self) -> str:
        return "reply" if self.is_answer and self.is_known else "original"

    @property
    def ethertype(self) -> str:
        if self.version == 6:
            return "ip6"
        return "arp" if self.is_question else "ip"
