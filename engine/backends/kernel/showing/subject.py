"""What somebody looks at: a sandbox, or what a network is in the fabric; and the commands for that."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.backends.kernel.showing.links import Link
from engine.names import bridge_name, namespace_name
from engine.resources import FABRIC


class Subject(NamedTuple):
    """`network` is "" for a sandbox, which is shown as a whole."""

    topology: str
    place: str
    network: str = ""

    @property
    def link(self) -> str:
        """The network's own link, such as its bridge."""
        return bridge_name(self.network)

    def shown(self, seen: Mapping[int, Link]) -> list[Link]:
        """All links of a sandbox; of a network its own, and its ports."""
        if not self.network:
            return list(seen.values())
        own = {index for index, link in seen.items() if link.name == self.link}
        return [link for index, link in seen.items() if index in own or link.master in own]

    def holds(self, index: int, own: Iterable[Link]) -> bool:
        """Whether what lies on the link is the subject's: on any link of a sandbox, on the bridge itself."""
        return not self.network or any(link.index == index and link.name == self.link for link in own)

    @property
    def commands(self) -> Mapping[str, tuple[str, ...]]:
        """By table."""
        ip, inside = f"ip -n {self._namespace}", f"ip netns exec {self._namespace}"
        bridge = f"bridge -n {self._namespace}"
        links = [f" dev {self.link}", f" master {self.link}"] if self.network else [""]
        on = f" show dev {self.link}" if self.network else ""
        return {
            "interfaces": tuple(f"{ip} -d link show{which}" for which in links),
            "counters": tuple(f"{ip} -s link show{which}" for which in links),
            "addresses": (f"{ip} address{on}",),
            "routes": (f"{ip} route{on}", f"{ip} -6 route{on}"),
            "neighbours": (f"{ip} neighbour{on}",),
            "fdb": (f"{bridge} fdb show{f' br {self.link}' if self.network else ''}",),
            "stp": tuple(f"{ip} -d link show{which}" for which in links),
            "nft": (f"{inside} nft list ruleset",),
            "sockets": (f"{inside} ss -tuwan",),
        }

    @property
    def _namespace(self) -> str:
        return namespace_name(self.topology, self.place)


def sandbox(topology: str, name: str) -> Subject:
    return Subject(topology, name)


def network(topology: str, name: str) -> Subject:
    return Subject(topology, FABRIC, name)
