"""The parts of the kernel backend: each knows how to see and to make one kind of resource.

Links, namespaces, addresses, routes and forwarding are on the fast path and have code of their own. Every
other kind is one module here and one line in the table.
"""

from collections.abc import Iterable
from typing import Protocol

from engine.backends.kernel import fdb, files, nft, services, shaping, sysctls, uplinks
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Work
from engine.resources import Resource
from engine.scope import Scope


class Part(Protocol):
    """One kind of resource. A module with these names is one."""

    def in_place(self, sight: Sight) -> Iterable[Resource]:
        """Those of the topology's that lie in the place; it must cost next to nothing when there are none."""

    def of_topology(self, topology: str, scope: Scope | None) -> Iterable[Resource]:
        """Those that are seen without entering a place; with a scope, at least what that covers."""

    def take_away(self, work: Work) -> None:
        """Carry out what the plan deletes, before any link or namespace goes."""

    def bring(self, work: Work) -> None:
        """Carry out what the plan creates and updates, when all links, addresses and routes are there."""


PARTS: tuple[Part, ...] = (shaping, sysctls, uplinks, fdb, files, services, nft)
