"""What of a design is joined with what, as far as it is drawn: boxes and the lines between them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from topology.values import Design


@dataclass(frozen=True)
class Joints:
    """A design, and what stands where in it. A cable with two ends is a line, no box."""

    design: Design

    @cached_property
    def on_network(self) -> dict[str, list[str]]:
        """The sandboxes of each network, in the order of its endpoints."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.design.endpoints:
            found[each.network].append(each.sandbox)
        return found

    @cached_property
    def of_sandbox(self) -> dict[str, list[str]]:
        """The networks of each sandbox, in the order of its endpoints."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.design.endpoints:
            found[each.sandbox].append(each.network)
        return found

    @cached_property
    def sandboxes(self) -> list[str]:
        return [each.name for each in self.design.sandboxes]

    @cached_property
    def bars(self) -> dict[str, None]:
        """The networks that are boxes, in order."""
        return {each.name: None for each in self.design.networks if not self._is_line(each.name, each.driver)}

    def bars_of(self, sandbox: str) -> list[str]:
        """The boxes that a sandbox is on, each once."""
        return [each for each in dict.fromkeys(self.of_sandbox.get(sandbox, ())) if each in self.bars]

    def _is_line(self, network: str, driver: str) -> bool:
        return driver == "cable" and len(self.on_network.get(network, ())) == 2
