"""Networks whose endpoints are links on top of one link in the fabric: that link, and those on top of it.

The link below is one end of a veth pair, never the parent's bridge itself: what is on top of a bridge could
not reach the gateway on it, and the bridge would flood whatever is sent there. Its other end is a port of the
parent's bridge; without a parent it is plugged in nowhere, and only gives the link its carrier.
"""

from engine.names import bridge_name, lower_port_name
from engine.resources import FABRIC, End, Upper, Veth
from topology.drivers import mode_of
from topology.mac import default_mac
from topology.values import Design, Endpoint, Network


def below(design: Design, network: Network) -> Veth:
    """The pair, with the network's name as label and as the name of the link that the others are on."""
    link, port = bridge_name(network.name), lower_port_name(network.name)
    mtu, parent = network.options.mtu, network.options.parent
    ends = (
        End(FABRIC, link, default_mac(design.name, network.name), mtu),
        End(FABRIC, port, default_mac(design.name, f"{network.name} port"), mtu, bridge=parent),
    )
    return Veth(network.name, tuple(sorted(ends, key=lambda end: end.name)))


def on_top(kind: str, network: Network, endpoint: Endpoint, end: End) -> Upper:
    """The endpoint's interface, which is `end`."""
    return Upper(
        label=endpoint.name,
        kind=kind,
        end=end,
        lower_place=FABRIC,
        lower=bridge_name(network.name),
        mode=mode_of(network),
    )
