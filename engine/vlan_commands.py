"""The `bridge vlan` commands for bridges that filter, and their ports."""

from collections.abc import Iterator, Sequence

from engine.names import namespace_name
from engine.resources import FABRIC

NEW = ("1 pvid untagged",)
"""The VLANs that the kernel puts a bridge or port in when it is made."""


def put(
    topology: str, link: str, before: Sequence[str], after: Sequence[str], is_bridge: bool = False
) -> Iterator[list[str]]:
    """From some VLANs to others; from none is from those of a new link. To none is left as it is: the bridge
    does not look at them any more."""
    if not after:
        return
    numbers = {words.split()[0] for words in after}
    where = ["self"] if is_bridge else []
    for words in after:
        if words not in (before or NEW):
            yield [*_vlan(topology, "add", link), *words.split(), *where]
    for words in before or NEW:
        if words.split()[0] not in numbers:
            yield [*_vlan(topology, "del", link), words.split()[0], *where]


def _vlan(topology: str, verb: str, link: str) -> list[str]:
    return ["bridge", "-n", namespace_name(topology, FABRIC), "vlan", verb, "dev", link, "vid"]
