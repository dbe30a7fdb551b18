"""A design that is being drawn by a template, object by object."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from itertools import count

from topology.addressing import Subnet, at, hosts
from topology.pools import POOLS, free_subnets
from topology.value import Position
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox

LINKS = ip_network("10.255.0.0/16")
"""Where cables between routers have their subnets; hosts are in those that the pools give first."""

SWITCH = NetworkOptions(stp=True, forward_delay=2)
"""For rings: a tree that settles in seconds."""


class Drawing:
    """Names count from 1 for each word: host1, host2, …"""

    def __init__(self, name: str) -> None:
        self._name = name
        self._networks: list[Network] = []
        self._sandboxes: list[Sandbox] = []
        self._endpoints: list[Endpoint] = []
        self._patches: list[Patch] = []
        self._layout: dict[str, Position] = {}
        self._counters: dict[str, Iterator[int]] = {}
        self._lans = free_subnets(*POOLS[0], ())
        self._links = free_subnets(LINKS, 30, ())

    def design(self) -> Design:
        return Design(
            name=self._name,
            networks=tuple(self._networks),
            sandboxes=tuple(self._sandboxes),
            endpoints=tuple(self._endpoints),
            patches=tuple(self._patches),
            layout=self._layout,
        )

    def subnet(self) -> Subnet:
        """The next one for hosts."""
        return next(self._lans)

    def switch(self, place: Position, subnet: Subnet, options: NetworkOptions | None = None) -> str:
        """A bridge without a gateway; the name that it has."""
        return self._network(self._fresh("switch"), place, subnet, options)

    def lan(self, place: Position, subnet: Subnet) -> str:
        """A bridge whose gateway is a router's endpoint."""
        return self._network(self._fresh("lan"), place, subnet, None)

    def host(self, place: Position, network: str, gateway: str | None = None) -> str:
        """A sandbox on a network, with a default route through the gateway, if there is one."""
        name = self._fresh("host")
        routes = (Route(to="0.0.0.0/0", via=gateway),) if gateway else ()
        self._sandbox(Sandbox(name=name, routes=routes), place)
        self._endpoints.append(Endpoint(sandbox=name, network=network))
        return name

    def router(self, word: str, place: Position) -> str:
        name = self._fresh(word)
        self._sandbox(Sandbox(name=name, forwarding=True), place)
        return name

    def join(self, router: str, network: str, subnet: Subnet) -> str:
        """Gives the router the network's first address, which comes back: the gateway of its hosts."""
        address = at(subnet, hosts(subnet)[0])
        end = Endpoint(sandbox=router, network=network, addresses=(f"{address}/{subnet.prefixlen}",))
        self._endpoints.append(end)
        return address

    def cable(self, one: str, other: str) -> tuple[str, str]:
        """Between two routers; their addresses on it."""
        subnet, name = next(self._links), self._fresh("cable")
        self._networks.append(Network(name=name, driver="cable", subnets=(str(subnet),)))
        first, second = (at(subnet, value) for value in hosts(subnet))
        for sandbox, address in ((one, first), (other, second)):
            self._endpoints.append(Endpoint(sandbox=sandbox, network=name, addresses=(f"{address}/30",)))
        return first, second

    def patch(self, one: str, other: str) -> None:
        self._patches.append(Patch(networks=(one, other)))

    def route(self, router: str, subnets: Sequence[Subnet], via: str) -> None:
        """Through a next hop to each of the subnets."""
        (place,) = (i for i, sandbox in enumerate(self._sandboxes) if sandbox.name == router)
        known = self._sandboxes[place]
        more = tuple(Route(to=str(subnet), via=via) for subnet in subnets)
        self._sandboxes[place] = known.model_copy(update={"routes": known.routes + more})

    def _network(self, name: str, place: Position, subnet: Subnet, options: NetworkOptions | None) -> str:
        self._networks.append(
            Network(name=name, subnets=(str(subnet),), gateway=(), options=options or NetworkOptions())
        )
        self._layout[name] = place
        return name

    def _sandbox(self, sandbox: Sandbox, place: Position) -> None:
        self._sandboxes.append(sandbox)
        self._layout[sandbox.name] = place

    def _fresh(self, word: str) -> str:
        return f"{word}{next(self._counters.setdefault(word, count(1)))}"
