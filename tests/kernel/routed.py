"""A network with all that may break: switches, routers, a cable, both families of addresses."""

from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Route, Sandbox, Service

TO, TO6 = "10.0.2.1", "fd00:2::1"
"""The addresses of b."""


def network() -> Design:
    """a and c on lan1, which a patch joins to core; r1 there, a cable to r2, b on lan2 behind it."""
    switched = NetworkOptions(stp=True, forward_delay=2)
    return Design(
        name="lab",
        networks=(
            Network(name="lan1", subnets=("10.0.1.0/24", "fd00:1::/64"), gateway=()),
            Network(name="core", subnets=(), gateway=(), options=switched),
            Network(name="wire", driver="cable", subnets=("10.9.0.0/24", "fd00:9::/64")),
            Network(name="lan2", subnets=("10.0.2.0/24", "fd00:2::/64"), gateway=()),
        ),
        sandboxes=(
            Sandbox(name="a", routes=_routes(("0.0.0.0/0", "10.0.1.254"), ("::/0", "fd00:1::254"))),
            Sandbox(
                name="b",
                routes=_routes(("0.0.0.0/0", "10.0.2.254"), ("::/0", "fd00:2::254")),
                services=(Service(name="web", command=("sleep", "1000")),),
            ),
            Sandbox(name="c"),
            Sandbox(
                name="r1",
                forwarding=True,
                routes=_routes(("10.0.2.0/24", "10.9.0.2"), ("fd00:2::/64", "fd00:9::2")),
            ),
            Sandbox(
                name="r2",
                forwarding=True,
                routes=_routes(("10.0.1.0/24", "10.9.0.1"), ("fd00:1::/64", "fd00:9::1")),
            ),
        ),
        endpoints=(
            _end("a", "lan1", "10.0.1.1/24", "fd00:1::1/64"),
            _end("c", "lan1", "10.0.1.3/24", "fd00:1::3/64"),
            _end("r1", "core", "10.0.1.254/24", "fd00:1::254/64"),
            _end("r1", "wire", "10.9.0.1/24", "fd00:9::1/64"),
            _end("r2", "wire", "10.9.0.2/24", "fd00:9::2/64"),
            _end("r2", "lan2", "10.0.2.254/24", "fd00:2::254/64"),
            _end("b", "lan2", "10.0.2.1/24", "fd00:2::1/64"),
        ),
        patches=(Patch(name="p1", networks=("lan1", "core")),),
    )


def _routes(*routes: tuple[str, str]) -> tuple[Route, ...]:
    return tuple(Route(to=to, via=via) for to, via in routes)


def _end(sandbox: str, network: str, *addresses: str) -> Endpoint:
    return Endpoint(sandbox=sandbox, network=network, addresses=addresses)
