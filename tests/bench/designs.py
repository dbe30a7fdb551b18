"""Designs of any size."""

from topology.values import Design, Endpoint, Network, Sandbox

PER_BRIDGE = 16


def bridged(name: str, sandboxes: int) -> Design:
    """The floor's shape: a bridge for every 16 sandboxes, each with an address and a default route."""
    return Design(
        name=name,
        networks=tuple(_network(number) for number in range(-(-sandboxes // PER_BRIDGE))),
        sandboxes=tuple(Sandbox(name=f"app{number}") for number in range(sandboxes)),
        endpoints=tuple(_endpoint(number) for number in range(sandboxes)),
    )


def _network(number: int) -> Network:
    return Network(name=f"lan{number}", subnets=(f"10.{number}.0.0/24",), gateway=(f"10.{number}.0.1",))


def _endpoint(number: int) -> Endpoint:
    network, place = divmod(number, PER_BRIDGE)
    return Endpoint(
        sandbox=f"app{number}",
        network=f"lan{network}",
        interface="eth0",
        addresses=(f"10.{network}.0.{place + 2}/24",),
    )
