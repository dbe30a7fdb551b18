"""A network in memory, and what somebody does to it by hand."""

from collections.abc import Callable
from dataclasses import replace

from engine.backends.memory import MemoryBackend
from engine.resources import Address, Bridge, Resource, Veth, key
from tests.engine.builders import bridge, lab
from topology.values import Design, Endpoint, Network, Patch, Route, Sandbox

Disturb = Callable[[MemoryBackend], None]


def two_networks(ipv6: bool = False, isolated: bool = False) -> Design:
    """Three of them; `ipv6` is lan1's, `isolated` is app2's port."""
    subnets = ("10.0.0.0/24", *(("fd00:10::/64",) if ipv6 else ()))
    return lab(
        networks=[
            Network(name="lan1", subnets=subnets),
            bridge("lan2", "10.0.1.0/24"),
            bridge("lan3", "10.0.2.0/24"),
        ],
        sandboxes=[
            Sandbox(
                name="app1",
                routes=(Route(to="10.7.0.0/16", via="10.0.0.9"),),
                sysctls={"net.ipv4.tcp_syncookies": "0", "net.ipv4.tcp_sack": "1"},
            ),
            Sandbox(name="app2"),
        ],
        endpoints=[
            Endpoint(sandbox="app1", network="lan1", sysctls={"net.ipv4.conf.IFNAME.rp_filter": "0"}),
            Endpoint(sandbox="app2", network="lan1", isolated=isolated),
        ],
        patches=[Patch(networks=("lan1", "lan2"))],
    )


def observed(backend: MemoryBackend, name: tuple[str, ...]) -> Resource:
    return backend.observe("lab")[name]


def change_end(label: str, place: str, **fields: object) -> Disturb:
    def disturb(backend: MemoryBackend) -> None:
        veth = observed(backend, ("veth", label))
        assert isinstance(veth, Veth)
        ends = tuple(replace(end, **fields) if end.place == place else end for end in veth.ends)  # type: ignore[arg-type]
        backend.disturb("lab", key(veth), replace(veth, ends=ends))

    return disturb


def change_bridge(**fields: object) -> Disturb:
    def disturb(backend: MemoryBackend) -> None:
        found = observed(backend, ("bridge", "lan2"))
        assert isinstance(found, Bridge)
        backend.disturb("lab", key(found), replace(found, **fields))  # type: ignore[arg-type]

    return disturb


def put(resource: Resource) -> Disturb:
    return lambda backend: backend.disturb("lab", key(resource), resource)


def take(*name: str) -> Disturb:
    return lambda backend: backend.disturb("lab", name, None)


def renumber(backend: MemoryBackend) -> None:
    take("address", "app1", "eth0", "10.0.0.2/24")(backend)
    put(Address("app1", "eth0", "10.0.0.99/24"))(backend)
