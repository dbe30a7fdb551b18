"""Names for what was drawn without one: interfaces and patches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from topology.values import Design, Endpoint, Patch


def named(design: Design, before: Design | None = None) -> Design:
    """The design with every interface and patch named, in the order in which they stand.

    What is left out takes the name that its like has in `before` (an endpoint between the same two,
    a patch between the same two), else the next free one.
    """
    changed: dict[str, object] = {}
    if any(endpoint.interface is None for endpoint in design.endpoints):
        changed["endpoints"] = tuple(_endpoints(design, before))
    if any(not patch.name for patch in design.patches):
        changed["patches"] = tuple(_patches(design, before))
    return design.model_copy(update=changed) if changed else design


def free_name(prefix: str, taken: Iterable[str], start: int = 0) -> str:
    """The first of prefix0, prefix1, … that is not taken."""
    used = set(taken)
    return next(name for number in count(start) if (name := f"{prefix}{number}") not in used)


def _endpoints(design: Design, before: Design | None) -> Iterator[Endpoint]:
    taken: dict[str, set[str]] = defaultdict(set)
    for endpoint in design.endpoints:
        if endpoint.interface is not None:
            taken[endpoint.sandbox].add(endpoint.interface)
    remembered: dict[tuple[str, str], list[str]] = defaultdict(list)
    for known in before.endpoints if before else ():
        if known.interface is not None and known.interface not in taken[known.sandbox]:
            remembered[known.sandbox, known.network].append(known.interface)
            taken[known.sandbox].add(known.interface)
    for endpoint in design.endpoints:
        if endpoint.interface is not None:
            yield endpoint
            continue
        old = remembered[endpoint.sandbox, endpoint.network]
        name = old.pop(0) if old else free_name("eth", taken[endpoint.sandbox])
        taken[endpoint.sandbox].add(name)
        yield endpoint.model_copy(update={"interface": name})


def _patches(design: Design, before: Design | None) -> Iterator[Patch]:
    taken = {patch.name for patch in design.patches}
    taken |= {network.name for network in design.networks}
    taken |= {sandbox.name for sandbox in design.sandboxes}
    remembered: dict[frozenset[str], list[str]] = defaultdict(list)
    for known in before.patches if before else ():
        if known.name not in taken:
            remembered[frozenset(known.networks)].append(known.name)
            taken.add(known.name)
    for patch in design.patches:
        if patch.name:
            yield patch
            continue
        old = remembered[frozenset(patch.networks)]
        name = old.pop(0) if old else free_name("p", taken, start=1)
        taken.add(name)
        yield patch.model_copy(update={"name": name})
