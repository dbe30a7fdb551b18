"""Designs to build; the world gives them their name."""

from collections.abc import Iterable

from topology.values import Design, Endpoint, FdbEntry, Network, NetworkOptions, Patch, Route, Sandbox

DUAL = ("10.0.0.0/24", "fd00:10::/64")


def lab(
    networks: Iterable[Network],
    sandboxes: Iterable[Sandbox],
    endpoints: Iterable[Endpoint],
    patches: Iterable[Patch] = (),
) -> Design:
    return Design(
        name="lab",
        networks=tuple(networks),
        sandboxes=tuple(sandboxes),
        endpoints=tuple(endpoints),
        patches=tuple(patches),
    )


def one_bridge(count: int = 2, network: Network | None = None) -> Design:
    """app1, app2, … on lan1, with IPv4 and IPv6."""
    network = network or Network(name="lan1", subnets=DUAL)
    names = [f"app{number}" for number in range(1, count + 1)]
    return lab(
        [network],
        [Sandbox(name=name) for name in names],
        [Endpoint(sandbox=name, network=network.name) for name in names],
    )


def router_between_two() -> Design:
    """a on lan1, b on lan2, and a router on both."""
    return lab(
        [
            Network(name="lan1", subnets=("10.0.1.0/24",), gateway=()),
            Network(name="lan2", subnets=("10.0.2.0/24",), gateway=()),
        ],
        [
            Sandbox(name="a", routes=(Route(to="0.0.0.0/0", via="10.0.1.254"),)),
            Sandbox(name="b", routes=(Route(to="0.0.0.0/0", via="10.0.2.254"),)),
            Sandbox(name="router", forwarding=True),
        ],
        [
            Endpoint(sandbox="a", network="lan1", addresses=("10.0.1.1/24",)),
            Endpoint(sandbox="b", network="lan2", addresses=("10.0.2.1/24",)),
            Endpoint(sandbox="router", network="lan1", addresses=("10.0.1.254/24",)),
            Endpoint(sandbox="router", network="lan2", addresses=("10.0.2.254/24",)),
        ],
    )


def cable() -> Design:
    """left and right, with nothing between them."""
    return lab(
        [Network(name="wire", driver="cable", subnets=("10.1.0.0/24",))],
        [Sandbox(name="left"), Sandbox(name="right")],
        [Endpoint(sandbox="left", network="wire"), Endpoint(sandbox="right", network="wire")],
    )


def ring() -> Design:
    """Three switches in a ring under STP, an app on each of two."""
    fast = NetworkOptions(stp=True, forward_delay=2)
    subnet = "10.2.0.0/24"
    names = ("s1", "s2", "s3")
    return lab(
        [
            Network(name=name, subnets=(subnet,) if name == "s1" else (), gateway=(), options=fast)
            for name in names
        ],
        [Sandbox(name="app1"), Sandbox(name="app2")],
        [
            Endpoint(sandbox="app1", network="s1", addresses=("10.2.0.1/24",)),
            Endpoint(sandbox="app2", network="s2", addresses=("10.2.0.2/24",)),
        ],
        [
            Patch(name="p1", networks=("s1", "s2")),
            Patch(name="p2", networks=("s2", "s3")),
            Patch(name="p3", networks=("s3", "s1")),
        ],
    )


def told_switch() -> Design:
    """A switch with every option and two entries, patched to a plain one; app1's port is isolated."""
    options = NetworkOptions(
        stp=True, priority=4096, forward_delay=4, ageing=77, multicast_snooping=False, group_fwd_mask=0x4008
    )
    entries = (FdbEntry(mac="02:00:00:00:aa:01", to="app1.eth0"), FdbEntry(mac="02:00:00:00:aa:02", to="p1"))
    return lab(
        [
            Network(name="s1", subnets=("10.2.0.0/24",), options=options, fdb=entries),
            Network(name="s2", subnets=(), gateway=()),
        ],
        [Sandbox(name="app1"), Sandbox(name="app2")],
        [
            Endpoint(sandbox="app1", network="s1", isolated=True),
            Endpoint(sandbox="app2", network="s1"),
        ],
        [Patch(name="p1", networks=("s1", "s2"))],
    )
