"""How a routing daemon is configured, as far as it decides what is learned."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from topology.addressing import Address, Subnet

Pattern = tuple[bool, str]
"""Whether what it fits is meant or left out, and a name in which * and ? stand for others."""


@dataclass(frozen=True, slots=True)
class Interface:
    """The interfaces of one definition. `kind` is "" if the daemon chooses it, times are in seconds; one that
    is a `stub` is announced and has no neighbours."""

    patterns: tuple[Pattern, ...]
    area: int
    cost: int = 10
    kind: Literal["", "broadcast", "ptp"] = ""
    hello: int = 10
    dead: int = 40
    priority: int = 1
    stub: bool = False

    def takes(self, name: str) -> bool:
        """The first pattern that fits decides."""
        return next((is_meant for is_meant, glob in self.patterns if fnmatchcase(name, glob)), False)


@dataclass(frozen=True, slots=True)
class Ospf:
    """OSPF version 2 (RFC 2328), in as many areas as its interfaces name."""

    interfaces: tuple[Interface, ...]

    @property
    def areas(self) -> frozenset[int]:
        return frozenset(each.area for each in self.interfaces)

    def of(self, name: str) -> Interface | None:
        """The definition that an interface of this name has: the first that takes it."""
        return next((each for each in self.interfaces if each.takes(name)), None)


@dataclass(frozen=True, slots=True)
class Static:
    """A route that the daemon is told."""

    to: Subnet
    via: Address


@dataclass(frozen=True, slots=True)
class Speaker:
    """A daemon: what it speaks and is told, and for which versions of IP the kernel hears of it. `router` is
    the identifier that it is given; None: it takes one of its addresses."""

    ospf: Ospf | None = None
    statics: tuple[Static, ...] = ()
    installs: frozenset[int] = frozenset()
    router: Address | None = None
