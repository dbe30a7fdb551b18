"""A topology of any size in which every kind of link, address and route occurs; and an edit of it all."""

from typing import TypeVar

from topology.ipam import complete
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox, Value

SMALLEST = 5
GONE = "app2"

Drawn = TypeVar("Drawn", bound=Value)


def rich(name: str, sandboxes: int) -> Design:
    """A router between two switches with IPv4 and IPv6, a switch patched to one of them, sandboxes on both
    in turn, and a cable between the last two."""
    apps = [f"app{number}" for number in range(1, max(SMALLEST, sandboxes))]
    return complete(
        Design(
            name=name,
            networks=(
                Network(name="lan1", subnets=("10.0.0.0/24", "fd00:10::/64")),
                Network(name="lan2", subnets=("10.0.1.0/24",), gateway=()),
                Network(name="lan3", subnets=(), gateway=(), options=NetworkOptions(stp=True)),
                Network(name="wire", driver="cable", subnets=("10.0.2.0/24",)),
            ),
            sandboxes=(_router(), *(Sandbox(name=app) for app in apps)),
            endpoints=(
                Endpoint(sandbox="router", network="lan1", addresses=("10.0.0.254/24", "fd00:10::fe/64")),
                Endpoint(sandbox="router", network="lan2", addresses=("10.0.1.254/24",)),
                *(Endpoint(sandbox=app, network=f"lan{1 + at % 2}") for at, app in enumerate(apps)),
                *(Endpoint(sandbox=app, network="wire") for app in apps[-2:]),
            ),
            patches=(Patch(name="p1", networks=("lan2", "lan3")),),
        )
    )


def _router() -> Sandbox:
    return Sandbox(name="router", forwarding=True, routes=(Route(to="10.9.0.0/16", via="10.0.1.2"),))


def edited(design: Design) -> Design:
    """One sandbox less and another one more, a patch pulled and one put in, and every field that is set on a
    running network changed."""
    changes: dict[str, dict[str, object]] = {
        "lan2": {"options": NetworkOptions(stp=True)},
        "router": {"forwarding": False, "routes": (Route(to="10.8.0.0/16", via="10.0.1.2"),)},
        "router.eth0": {"mtu": 1400, "addresses": ("10.0.0.253/24", "fd00:10::fd/64")},
        "router.eth1": {"up": False},
        "p1": {"up": False},
    }

    def changed(each: Drawn) -> Drawn:
        return each.model_copy(update=changes.get(getattr(each, "name", ""), {}))

    newcomer = Endpoint(sandbox="newcomer", network="lan3", addresses=("10.0.3.1/24",))
    fields = {
        "networks": tuple(map(changed, design.networks)),
        "sandboxes": (
            *(changed(each) for each in design.sandboxes if each.name != GONE),
            Sandbox(name="newcomer"),
        ),
        "endpoints": (*(changed(each) for each in design.endpoints if each.sandbox != GONE), newcomer),
        "patches": (*map(changed, design.patches), Patch(name="p2", networks=("lan1", "lan3"))),
    }
    return complete(design.model_copy(update=fields))
