"""Designs by chance, with all that makes one sandbox reach another or not: routers and routes, switches in a
row, pulled cables, ports that are kept apart, networks on top of others."""

from collections.abc import Iterator
from random import Random
from typing import Any

from topology.ipam import complete
from topology.validation import validate
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox

SUBNETS = [((f"10.{number}.0.0/24",), (f"10.{number}.0.0/24", f"fd00:{number}::/64")) for number in range(9)]


def by_chance(seed: int) -> Design:
    """The same for the same seed; without errors, and without rings that no spanning tree breaks."""
    chance = Random(seed)
    while True:
        design = complete(_Drawing(chance).design())
        if not any(each.severity == "error" or "ring" in each.reason for each in validate(design)):
            return design


class _Drawing:
    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._networks = [self._network(number) for number in range(chance.randint(3, 5))]
        self._sandboxes = [f"app{number}" for number in range(chance.randint(3, 7))]

    def design(self) -> Design:
        endpoints = tuple(self._endpoints())
        drawn = Design(
            name="chance",
            networks=tuple(self._networks),
            sandboxes=tuple(Sandbox(name=name) for name in self._sandboxes),
            endpoints=endpoints,
            patches=tuple(self._patches()),
        )
        sandboxes = tuple(self._sandbox(name, complete(drawn)) for name in self._sandboxes)
        return drawn.model_copy(update={"sandboxes": sandboxes})

    def _may(self, share: float) -> bool:
        return self._chance.random() < share

    def _network(self, number: int) -> Network:
        fields: dict[str, Any] = {"subnets": self._chance.choice(SUBNETS[number])}
        if number and self._may(0.15):
            fields["driver"] = self._chance.choice(["macvlan", "cable", "null"])
        if fields.get("driver") == "macvlan":
            mode = self._chance.choice(["bridge", "private"])
            fields["options"] = NetworkOptions(parent="lan0", mode=mode)
        elif self._may(0.5):
            fields["gateway"] = ()
        return Network(name=f"lan{number}", **fields)

    def _endpoints(self) -> Iterator[Endpoint]:
        """Of each sandbox one or more, each on another network; a cable has two."""
        free = {network.name: 2 if network.driver == "cable" else 99 for network in self._networks}
        for sandbox in self._sandboxes:
            for network in self._chance.sample(self._networks, self._chance.choice([1, 1, 2, 2, 3])):
                if free[network.name]:
                    free[network.name] -= 1
                    yield self._endpoint(sandbox, network)

    def _endpoint(self, sandbox: str, network: Network) -> Endpoint:
        fields: dict[str, Any] = {"up": not self._may(0.08), "isolated": self._may(0.1)}
        if network.driver not in ("bridge", "cable"):
            del fields["isolated"]
        elif self._may(0.08):
            fields |= {"loss": "100%", "direction": self._chance.choice(["both", "in", "out"])}
        return Endpoint(sandbox=sandbox, network=network.name, **fields)

    def _patches(self) -> Iterator[Patch]:
        bridges = [network.name for network in self._networks if network.driver == "bridge"]
        for other in bridges[1:]:
            if self._may(0.3):
                yield Patch(networks=(bridges[0], other), up=not self._may(0.2))

    def _sandbox(self, name: str, drawn: Design) -> Sandbox:
        """Routes lead to what others have for addresses, not always by a router that knows the way."""
        routes = tuple(self._routes(name, drawn)) if self._may(0.7) else ()
        sysctls = {"net.ipv4.conf.all.rp_filter": "1"} if self._may(0.1) else {}
        return Sandbox(name=name, forwarding=self._may(0.5), routes=routes, sysctls=sysctls)

    def _routes(self, name: str, drawn: Design) -> Iterator[Route]:
        mine = {end.network for end in drawn.endpoints if end.sandbox == name}
        others = [end for end in drawn.endpoints if end.network in mine and end.sandbox != name]
        targets = [subnet for net in drawn.networks if net.name not in mine for subnet in net.subnets or ()]
        for to in [*targets, "0.0.0.0/0", "::/0"]:
            hops = [text.split("/")[0] for end in others for text in end.addresses or ()]
            fitting = [hop for hop in hops if (":" in hop) == (":" in to)]
            if fitting and self._may(0.5):
                yield Route(to=to, via=self._chance.choice(fitting))
