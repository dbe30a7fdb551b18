"""Names for what was drawn without one: interfaces, patches, figures and scenarios."""

from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import count

from topology.beside import BESIDE
from topology.values import FIELDS, Design, Endpoint, Object, Patch, objects


def named(design: Design, before: Design | None = None) -> Design:
    """The design with every interface, patch, figure and scenario named, in the order in which they stand.

    What is left out takes the name that its like has in `before` (an endpoint between the same two,
    a patch between the same two), else the next free one.
    """
    changed: dict[str, object] = {}
    if any(endpoint.interface is None for endpoint in design.endpoints):
        changed["endpoints"] = tuple(_endpoints(design, before))
    if any(not patch.name for patch in design.patches):
        changed["patches"] = tuple(_patches(design, before))
    for kind in BESIDE:
        if not all(each.name for each in objects(design, kind)):
            changed[FIELDS[kind]] = tuple(_beside(design, kind))
    return design.model_copy(update=changed) if changed else design


class Names:
    """The names that are taken, and the next free ones after them: prefix0, prefix1, …"""

    def __init__(self, prefix: str, start: int = 0) -> None:
        self._taken: set[str] = set()
        self._candidates = (f"{prefix}{number}" for number in count(start))

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def take(self, *names: str) -> None:
        self._taken.update(names)

    def fresh(self) -> str:
        """The first free name, which is taken from now on."""
        name = next(name for name in self._candidates if name not in self._taken)
        self._taken.add(name)
        return name


def interfaces(design: Design) -> dict[str, Names]:
    """The names of each sandbox's interfaces."""
    taken: dict[str, Names] = defaultdict(lambda: Names("eth"))
    for endpoint in design.endpoints:
        if endpoint.interface is not None:
            taken[endpoint.sandbox].take(endpoint.interface)
    return taken


def _endpoints(design: Design, before: Design | None) -> Iterator[Endpoint]:
    taken = interfaces(design)
    remembered: dict[tuple[str, str], deque[str]] = defaultdict(deque)
    for known in before.endpoints if before else ():
        if known.interface is not None and known.interface not in taken[known.sandbox]:
            remembered[known.sandbox, known.network].append(known.interface)
            taken[known.sandbox].take(known.interface)
    for endpoint in design.endpoints:
        if endpoint.interface is not None:
            yield endpoint
            continue
        old = remembered[endpoint.sandbox, endpoint.network]
        name = old.popleft() if old else taken[endpoint.sandbox].fresh()
        yield endpoint.model_copy(update={"interface": name})


def _patches(design: Design, before: Design | None) -> Iterator[Patch]:
    taken = Names("p", start=1)
    taken.take(*(patch.name for patch in design.patches))
    taken.take(*(network.name for network in design.networks))
    taken.take(*(sandbox.name for sandbox in design.sandboxes))
    remembered: dict[frozenset[str], deque[str]] = defaultdict(deque)
    for known in before.patches if before else ():
        if known.name not in taken:
            remembered[frozenset(known.networks)].append(known.name)
            taken.take(known.name)
    for patch in design.patches:
        if patch.name:
            yield patch
            continue
        old = remembered[frozenset(patch.networks)]
        yield patch.model_copy(update={"name": old.popleft() if old else taken.fresh()})


def _beside(design: Design, kind: str) -> Iterator[Object]:
    taken = Names(kind, start=1)
    taken.take(*(each.name for each in objects(design, kind)))
    for each in objects(design, kind):
        yield each if each.name else each.model_copy(update={"name": taken.fresh()})
