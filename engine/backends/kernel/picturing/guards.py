"""The policies of IPsec that a place has."""

from collections.abc import Mapping
from ipaddress import ip_network

from engine.backends.kernel import netlink, xfrm
from engine.backends.kernel.place import Place
from engine.reach.ipsec import Guard, Guards
from engine.reach.picture import At


def read(visited: Place, at: Mapping[int, At]) -> Guards:
    """In the order in which they are looked at; none where the kernel has no IPsec. Those of the same
    priority are listed the last one first."""
    try:
        with xfrm.open_socket(visited.descriptor) as opened:
            found = [xfrm.policy(body) for body in netlink.dump(opened, xfrm.EVERY_POLICY)]
    except OSError:
        return ()
    return [_guard(each, at) for each in sorted(found[::-1], key=lambda each: each.priority)]


def _guard(found: xfrm.Policy, at: Mapping[int, At]) -> Guard:
    chosen = found.selector
    return Guard(
        found.direction,
        ip_network(chosen.source, strict=False),
        ip_network(chosen.destination, strict=False),
        chosen.protocol,
        at[chosen.link][1] if chosen.link in at else "",
        chosen.ports,
        found.action == "block",
        found.has_templates,
    )
