"""Designs of networks on top of others; the world gives them their name."""

from tests.kernel import labs
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox

ALONE = ("10.7.0.0/24", "fd00:7::/64")


def stacked(driver: str, parent: str | None = "lan1", mode: str | None = None) -> Design:
    """b and c on `top`, which is on lan1 (10.0.0.3 and .4) or on nothing (10.7.0.1 and .2); a on lan1."""
    options = NetworkOptions(parent=parent, mode=mode)
    top = Network(name="top", driver=driver, subnets=None if parent else ALONE, options=options)
    return labs.lab(
        [Network(name="lan1", subnets=labs.DUAL), top],
        [Sandbox(name=name) for name in "abc"],
        [
            Endpoint(sandbox="a", network="lan1"),
            Endpoint(sandbox="b", network="top"),
            Endpoint(sandbox="c", network="top"),
        ],
    )


def limited(design: Design, sandbox: str, **fields: str) -> Design:
    """With a rate of 20 Mbit/s, and other fields, for the endpoints of that sandbox."""
    ends = tuple(
        end.model_copy(update={"rate": "20mbit", **fields} if end.sandbox == sandbox else {})
        for end in design.endpoints
    )
    return design.model_copy(update={"endpoints": ends})


def vlan(name: str, number: int, parent: str = "lan1", gateway: bool = True) -> Network:
    """A VLAN with the subnets 10.0.NUMBER.0/24 and fd00:NUMBER::/64."""
    return Network(
        name=name,
        driver="vlan",
        subnets=(f"10.0.{number}.0/24", f"fd00:{number}::/64"),
        gateway=None if gateway else (),
        options=NetworkOptions(parent=parent, vlan=number),
    )


def switch() -> Design:
    """Red (VLAN 20) and blue (VLAN 30) on lan1: r1 and r2 are in red, b1 in blue, a1 on lan1 itself."""
    return labs.lab(
        [Network(name="lan1", subnets=labs.DUAL), vlan("red", 20), vlan("blue", 30)],
        [Sandbox(name=name) for name in ("a1", "r1", "r2", "b1")],
        joined(("a1", "lan1"), ("r1", "red"), ("r2", "red"), ("b1", "blue")),
    )


def router_on_a_stick() -> Design:
    """A router with one cable to lan1 routes between red and blue, which have no gateways of their own."""
    return labs.lab(
        [
            Network(name="lan1", subnets=(), gateway=()),
            vlan("red", 20, gateway=False),
            vlan("blue", 30, gateway=False),
        ],
        [
            Sandbox(name="r1", routes=_default("10.0.20.254")),
            Sandbox(name="b1", routes=_default("10.0.30.254")),
            Sandbox(name="router", forwarding=True),
        ],
        [
            *joined(("r1", "red"), ("b1", "blue"), ("router", "lan1")),
            Endpoint(sandbox="router", network="red", interface="eth0-20", addresses=("10.0.20.254/24",)),
            Endpoint(sandbox="router", network="blue", interface="eth0-30", addresses=("10.0.30.254/24",)),
        ],
    )


def two_switches() -> Design:
    """Red is on lan1 and on lan3, between which is lan2 with a VLAN of another number; patches join them."""
    return labs.lab(
        [
            *(Network(name=name, subnets=(), gateway=()) for name in ("lan1", "lan2", "lan3")),
            vlan("red1", 20, "lan1", gateway=False),
            Network(
                name="red3",
                driver="vlan",
                subnets=("10.0.20.0/24",),
                gateway=(),
                options=NetworkOptions(parent="lan3", vlan=20),
            ),
            vlan("blue", 30, "lan2", gateway=False),
        ],
        [Sandbox(name=name) for name in ("r1", "r3", "b2")],
        [
            Endpoint(sandbox="r1", network="red1", addresses=("10.0.20.1/24",)),
            Endpoint(sandbox="r3", network="red3", addresses=("10.0.20.3/24",)),
            Endpoint(sandbox="b2", network="blue", addresses=("10.0.20.2/24",)),
        ],
        [Patch(name="p1", networks=("lan1", "lan2")), Patch(name="p2", networks=("lan2", "lan3"))],
    )


def mixed(delay: str = "5ms", number: int = 20) -> Design:
    """r routes between lan1 and, by a tagged interface, the VLAN red. b is in red and on the ipvlan `top`,
    a on lan1 and, by a cable, at r; with impairments of every kind."""
    red = vlan("red", number)
    red = red.model_copy(update={"subnets": ("10.0.20.0/24",)})
    top = Network(name="top", driver="ipvlan", options=NetworkOptions(parent="lan1"))
    wire = Network(name="wire", driver="cable", subnets=("10.0.3.0/24",))
    shaped = {"rate": "10mbit", "jitter": "1ms", "loss": "1%", "duplicate": "1%", "corrupt": "1%"}
    return labs.lab(
        [Network(name="lan1", subnets=labs.DUAL), red, top, wire],
        [Sandbox(name="a"), Sandbox(name="b"), Sandbox(name="r", forwarding=True)],
        [
            Endpoint(sandbox="a", network="lan1", delay=delay, reorder="1%", **shaped),
            Endpoint(sandbox="b", network="red", delay=delay),
            *joined(("r", "lan1"), ("r", "red"), ("b", "top")),
            Endpoint(sandbox="a", network="wire", loss="5%", direction="in"),
            *joined(("r", "wire")),
        ],
    )


def joined(*pairs: tuple[str, str]) -> list[Endpoint]:
    return [Endpoint(sandbox=sandbox, network=network) for sandbox, network in pairs]


def _default(via: str) -> tuple[Route, ...]:
    return (Route(to="0.0.0.0/0", via=via),)
