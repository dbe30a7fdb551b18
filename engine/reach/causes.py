"""What a walk finds: its hops, and why it ends."""

from dataclasses import dataclass
from typing import Literal

from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, At
from engine.reach.points import Hindrance, Obstacle

Why = (
    Hindrance
    | Literal[
        "no route",
        "learned",
        "several routes",
        "route missing",
        "rule missing",
        "route refuses",
        "ipsec",
        "no answer",
        "nobody",
        "apart",
        "address missing",
        "prefix",
        "address unusable",
        "conflict",
        "same mac",
        "impostor",
        "ipv6 off",
        "small mtu",
        "place missing",
        "no arp",
        "arp ignored",
        "wrong neighbour",
        "stale neighbour",
        "not forwarding",
        "in circles",
        "ttl",
        "wrong way in",
        "no echo",
        "nothing listens",
        "listens elsewhere",
        "no address",
        "paused",
        "service",
    ]
)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a packet goes no further: in which place, at which of its links, towards which next hop, and
    whether that is on the way back. `detail` says more of it in words; of a paused sandbox, in which place
    the rules are that pause it. `by` says in words who sent it by which of several next hops, if others
    would have led there."""

    why: Why
    place: str
    link: str
    hop: Address
    is_answer: bool = False
    detail: str = ""
    by: str = ""

    @property
    def at(self) -> At:
        return self.place, self.link


def of_obstacle(obstacle: Obstacle, hop: Address) -> Cause:
    return Cause(obstacle.why, *obstacle.at, hop, detail=obstacle.detail)


@dataclass(frozen=True, slots=True)
class Hop:
    """From one place to the next: the link that a packet leaves by, and the one that it arrives at. `to` is
    the next hop's address, `goal` that which the packet is sent to: with address translation on the way, an
    answer is sent to somebody else first. `learned`: the place that it leaves has learned the route."""

    out: At
    into: At
    to: Address
    goal: Address
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """The hops of a packet, there and back; `cause` is None if it goes all the way. `source` is what it is
    sent from, `flow` what was asked. `varies`: it is one of several that are equally good."""

    there: tuple[Hop, ...]
    back: tuple[Hop, ...]
    cause: Cause | None
    source: Address | None = None
    flow: Flow = PING
    varies: bool = False

    @property
    def reaches(self) -> bool:
        return self.cause is None

    @property
    def predicted(self) -> bool | None:
        """Whether it reaches; None if that depends on what a place on the way learns or chooses."""
        return None if self.cause and self.cause.why in ("learned", "several routes") else self.reaches

    @property
    def learners(self) -> list[str]:
        """The places that take routes which they have learned."""
        return list(dict.fromkeys(hop.out[0] for hop in (*self.there, *self.back) if hop.learned))
