"""Endpoints that are plugged into a bridge: a veth pair from a port in the fabric to the sandbox."""

from collections.abc import Iterable

from engine.drivers.driver import Owned
from engine.drivers.ends import addresses, interface_of, mtu_of, sandbox_end
from engine.drivers.impairments import shaping
from engine.names import port_name
from engine.resources import FABRIC, End, Veth
from topology.mac import default_mac
from topology.values import Design, Endpoint, Network


def plugged_in(design: Design, network: Network, endpoint: Endpoint, bridge: str) -> Iterable[Owned]:
    """The pair, its addresses and its shaping; `bridge` is the label of the bridge. A pulled cable is a port
    that is down."""
    owner = ("endpoint", endpoint.name)
    port, end = _port(design, network, endpoint, bridge), sandbox_end(design, network, endpoint, up=True)
    yield Veth(endpoint.name, (port, end)), owner
    yield from addresses(endpoint, end)
    yield from shaping(end, (owner, endpoint, "out"))
    yield from shaping(port, (owner, endpoint, "in"))


def _port(design: Design, network: Network, endpoint: Endpoint, bridge: str) -> End:
    name = port_name(endpoint.sandbox, interface_of(endpoint))
    mac = default_mac(design.name, f"{endpoint.name} port")
    mtu = mtu_of(endpoint, network)
    return End(FABRIC, name, mac, mtu, endpoint.up, bridge, endpoint.isolated)
