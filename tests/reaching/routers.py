"""Designs by chance of routers that speak OSPF, with whatever may keep them from learning from each other."""

from collections.abc import Iterator
from random import Random

from topology.ipam import complete
from topology.values import Design, Endpoint, File, Network, Route, Sandbox, Service

QUICK = "hello 1; dead 4;"
"""So that it takes seconds."""


def by_chance(seed: int) -> Design:
    """The same for the same seed. Each network has at most one host, which sends all to the first router."""
    return complete(_Drawing(Random(seed)).design())


class _Drawing:
    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._routers = [f"r{number}" for number in range(1, chance.randint(3, 6) + 1)]
        self._networks = {
            f"lan{number}": self._members() for number in range(1, len(self._routers) + chance.randint(2, 4))
        }
        self._areas = {name: chance.choice([0, 0, 0, 1]) for name in self._networks}

    def _members(self) -> list[str]:
        count = self._chance.choice([1, 2, 2, 2, 3])
        return sorted(self._chance.sample(self._routers, min(count, len(self._routers))))

    def design(self) -> Design:
        endpoints = [*self._endpoints()]
        hosts = [each for each in endpoints if each.sandbox.startswith("h")]
        return Design(
            name="chance",
            networks=tuple(Network(name=name, subnets=(), gateway=()) for name in self._networks),
            sandboxes=(*map(self._router, self._routers), *(self._host(end.sandbox) for end in hosts)),
            endpoints=tuple(endpoints),
        )

    def _may(self, share: float) -> bool:
        return self._chance.random() < share

    def _endpoints(self) -> Iterator[Endpoint]:
        """Interfaces are called after their networks."""
        for number, (network, members) in enumerate(self._networks.items(), 1):
            hosts = [f"h{number}"] if self._may(0.5) else []
            for place, name in enumerate([*members, *hosts], 1):
                yield Endpoint(
                    sandbox=name,
                    network=network,
                    interface=f"on-{network}",
                    addresses=(f"10.{number}.0.{place}/24",),
                    up=not (name in members and self._may(0.06)),
                )

    def _host(self, name: str) -> Sandbox:
        return Sandbox(name=name, routes=(Route(to="0.0.0.0/0", via=f"10.{name[1:]}.0.1"),))

    def _router(self, name: str) -> Sandbox:
        file = File(path="/etc/bird.conf", text=self._configuration(name))
        bird = Service(
            name="bird", command=("bird", "-f", "-c", file.path, "-s", "/run/bird.ctl"), files=(file,)
        )
        runs = not self._may(0.08)
        return Sandbox(name=name, forwarding=not self._may(0.06), services=(bird,) if runs else ())

    def _configuration(self, name: str) -> str:
        told: dict[int, list[str]] = {}
        for network, members in self._networks.items():
            if name in members and not self._may(0.08):
                area = self._areas[network] if not self._may(0.05) else 1 - self._areas[network]
                told.setdefault(area, []).append(self._interface(network, len(members)))
        areas = " ".join(f"area {number} {{ {' '.join(each)} }};" for number, each in told.items())
        ospf = f"protocol ospf v2 {{ {areas} }}" if told else ""
        exported = "none" if self._may(0.06) else "all"
        own = f"router id 10.255.0.{name[1:]};"
        return f"{own} protocol device {{ }} protocol kernel {{ ipv4 {{ export {exported}; }}; }} {ospf}"

    def _interface(self, network: str, members: int) -> str:
        options = [QUICK if not self._may(0.06) else "hello 2; dead 8;"]
        options += [f"cost {self._chance.choice([5, 10, 20, 30])};"] if self._may(0.5) else []
        options += ["stub;"] if self._may(0.08) else []
        options += ["priority 0;"] if self._may(0.15) else []
        options += ["type ptp;"] if members == 2 and network.endswith(("2", "5")) else []
        return f'interface "on-{network}" {{ {" ".join(options)} }};'
