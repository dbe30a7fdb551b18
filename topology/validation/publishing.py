"""Uplinks, and what they publish."""

from collections.abc import Iterator
from ipaddress import ip_network

from topology.addressing import holding
from topology.drivers import traits
from topology.ports import facing, parse_ports
from topology.problems import Problem
from topology.validation.fixes import setting
from topology.validation.gateways import mended
from topology.validation.view import View
from topology.values import Network, Publish

LINKS = ip_network("169.254.0.0/16")
"""Where the links between fabric and machine have their addresses."""

MOST_MOVED = 1024
"""Ports of a range that leads to other ports: each takes an entry of its own in the kernel."""


def sandboxes(view: View) -> Iterator[Problem]:
    """A port leads to a sandbox that there is."""
    for network, field, publish in _published(view):
        if publish.sandbox not in view.sandboxes:
            reason = f"there is no sandbox {publish.sandbox}"
            remedy = f"draw {publish.sandbox} or name another sandbox"
            yield Problem("network", network.name, f"{field}.sandbox", reason, remedy)


def ports(view: View) -> Iterator[Problem]:
    """Ports are numbers, or ranges of them."""
    for network, field, publish in _published(view):
        for name, text in (("port", publish.port), ("to", publish.to)):
            if text is not None and parse_ports(text) is None:
                reason = f"{text} is no port"
                remedy = "write 1 to 65535, or a range such as 8000-8010"
                yield Problem("network", network.name, f"{field}.{name}", reason, remedy)


def outside(view: View) -> Iterator[Problem]:
    """Only an uplink leads to the machine's ports."""
    for network in view.design.networks:
        if network.publish and not traits(network).uplink:
            reason = f"a network with driver {network.driver} has no way to the machine's ports"
            yield Problem(
                "network", network.name, "publish", reason, "write driver: uplink, or publish nothing"
            )


def ways_out(view: View) -> Iterator[Problem]:
    """An uplink has what leads out: gateways, which its sandboxes take for their default route."""
    for network in view.design.networks:
        if not traits(network).uplink:
            continue
        if network.options.internal:
            reason = "an internal network is nobody's way out, and an uplink is just that"
            remedy = "leave internal out, or choose the driver bridge"
            yield Problem("network", network.name, "options.internal", reason, remedy)
        own = view.subnets[network.name]
        if not own:
            remedy = "write one, or leave subnets out to be given one"
            anew = setting("Take a free one", "network", network.name, {"subnets": None, "gateway": None})
            bare = not any(end.addresses for end in view.endpoints_on[network.name])
            reason = "an uplink needs a subnet"
            yield Problem("network", network.name, "subnets", reason, remedy, fix=anew if bare else None)
        served = {holding(gateway, own) for gateway in view.gateways[network.name]}
        for subnet in own:
            if subnet not in served:
                reason = f"{subnet} has no gateway, through which its sandboxes would get out"
                remedy = "write an address of the subnet, or leave gateway out to be given the first"
                fix = mended(view, network) if len(view.spare.gateways(network)) == len(own) else None
                yield Problem("network", network.name, "gateway", reason, remedy, fix=fix)


def links(view: View) -> Iterator[Problem]:
    """A design with an uplink leaves the addresses of its links alone."""
    if not any(traits(network).uplink for network in view.design.networks):
        return
    for network in view.design.networks:
        for place, subnet in enumerate(view.subnets[network.name]):
            if subnet.version == LINKS.version and subnet.overlaps(LINKS):
                reason = f"{subnet} is where uplinks have the addresses of their links ({LINKS})"
                yield Problem("network", network.name, f"subnets[{place}]", reason, "take another subnet")


def targets(view: View) -> Iterator[Problem]:
    """A port leads to an address on this very network, and to as many ports as it is."""
    for network, field, publish in _published(view):
        joined = [end for end in view.endpoints_on[network.name] if end.sandbox == publish.sandbox]
        if publish.sandbox in view.sandboxes and not any(end.addresses != () for end in joined):
            reason = f"sandbox {publish.sandbox} has no address on this network"
            remedy = "connect it, or name a sandbox that is connected"
            yield Problem("network", network.name, f"{field}.sandbox", reason, remedy)
        span, to = parse_ports(publish.port), parse_ports(publish.to or publish.port)
        if span is None or to is None:
            continue
        if facing(publish.port, publish.to) is None:
            reason = f"{publish.to} are not as many ports as {publish.port}"
            remedy = "write the first of them, or a range as long"
            yield Problem("network", network.name, f"{field}.to", reason, remedy)
        elif span[0] != to[0] and len(span) > MOST_MOVED:
            reason = f"{publish.port} are more than {MOST_MOVED} ports that lead to others"
            remedy = "leave it out, so that each leads to the same port, or publish fewer"
            yield Problem("network", network.name, f"{field}.to", reason, remedy)


def apart(view: View) -> Iterator[Problem]:
    """A port of the machine leads to one place."""
    claims: list[tuple[str, range, str]] = []
    for network, field, publish in _published(view):
        span = parse_ports(publish.port)
        if span is None:
            continue
        for protocol, other, where in claims:
            if protocol == publish.protocol and span[0] <= other[-1] and other[0] <= span[-1]:
                reason = f"{protocol} port {max(span[0], other[0])} is published by {where} already"
                yield Problem("network", network.name, f"{field}.port", reason, "publish another port")
                break
        claims.append((publish.protocol, span, f"network {network.name}"))


def _published(view: View) -> Iterator[tuple[Network, str, Publish]]:
    """Each network that publishes, with the field and what it holds."""
    for network in view.design.networks:
        for place, publish in enumerate(network.publish):
            yield network, f"publish[{place}]", publish
