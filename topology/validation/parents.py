"""Networks on top of others: `options.parent`, `options.mode` and `options.vlan` fit their driver."""

from collections.abc import Iterator

from topology.drivers import mode_of, traits
from topology.problems import Fix, Problem
from topology.validation.fixes import leaving_out, setting
from topology.validation.mtu import SMALLEST_FOR_IPV6
from topology.validation.view import View
from topology.values import Endpoint, Network

NATIVE, SMALLEST, LARGEST = 1, 2, 4094
"""VLAN numbers: the parent's own, and those that there can be beside it."""

ROUTED = ("l3", "l3s")
_IMPAIRMENTS = ("rate", "delay", "jitter", "loss", "duplicate", "corrupt", "reorder")


def known(view: View) -> Iterator[Problem]:
    """A parent is a network that there is."""
    for network in view.design.networks:
        parent = network.options.parent
        if parent is not None and parent not in view.networks:
            yield _problem(
                network,
                "parent",
                f"there is no network {parent}",
                f"draw {parent}, name another network or leave it out",
            )


def numbers(view: View) -> Iterator[Problem]:
    """The number of a VLAN is one that a frame can carry."""
    for network in view.design.networks:
        number = network.options.vlan
        if number == NATIVE:
            reason = "1 is the VLAN of the parent's own endpoints"
            yield _problem(
                network, "vlan", reason, f"write {SMALLEST} to {LARGEST}, or join the parent itself"
            )
        elif number is not None and not SMALLEST <= number <= LARGEST:
            yield _problem(network, "vlan", f"{number} is out of range", f"write {SMALLEST} to {LARGEST}")


def taken(view: View) -> Iterator[Problem]:
    """A driver is given only what it makes use of."""
    for network in view.design.networks:
        own, options = traits(network), network.options
        surplus = {
            "parent": options.parent is not None and not own.parent,
            "mode": options.mode is not None and not own.modes,
            "vlan": options.vlan is not None and not own.vlan,
        }
        for field in (field for field, is_surplus in surplus.items() if is_surplus):
            reason = f"a network with driver {network.driver} has no {field}"
            fix = leaving_out(f"options.{field}", "network", network.name)
            yield _problem(network, field, reason, "leave it out, or choose another driver", fix)


def needed(view: View) -> Iterator[Problem]:
    """A VLAN has a parent and a number."""
    for network in view.design.networks:
        if traits(network).vlan and network.options.parent is None:
            yield _problem(
                network, "parent", "a vlan is part of a bridge", "name a network with driver bridge"
            )
        if traits(network).vlan and network.options.vlan is None:
            yield _problem(network, "vlan", "a vlan has a number", f"write {SMALLEST} to {LARGEST}")


def modes(view: View) -> Iterator[Problem]:
    """A mode is one of the driver's."""
    for network in view.design.networks:
        choices = traits(network).modes
        if network.options.mode is not None and choices and network.options.mode not in choices:
            reason = f"{network.options.mode} is no mode of a network with driver {network.driver}"
            yield _problem(network, "mode", reason, f"write one of {', '.join(choices)}")


def bridges(view: View) -> Iterator[Problem]:
    """What a network is on top of is a bridge; so there are no rings of parents."""
    for network in view.design.networks:
        parent = _parent(view, network)
        if parent is None:
            continue
        if not traits(parent).bridge:
            reason = f"network {parent.name} has driver {parent.driver}, and only a bridge can be a parent"
            yield _problem(network, "parent", reason, "name a network with driver bridge")
        elif mode_of(network) in ROUTED:
            reason = f"the fabric does not route between {parent.name} and what is in mode {mode_of(network)}"
            yield _problem(network, "parent", reason, "leave it out, or set options.mode to l2")


def once(view: View) -> Iterator[Problem]:
    """A bridge has each of its VLANs once."""
    held: dict[tuple[str, int], str] = {}
    for network in view.design.networks:
        options = network.options
        if not traits(network).vlan or options.parent is None or options.vlan is None:
            continue
        first = held.setdefault((options.parent, options.vlan), network.name)
        if first != network.name:
            reason = f"{options.vlan} of network {options.parent} is network {first} already"
            yield _problem(network, "vlan", reason, "write another number, or join that network instead")


def tags(view: View) -> Iterator[Problem]:
    """A sandbox that is on the parent too has the VLAN on top of that interface, where there is one of it."""
    for network in view.design.networks:
        if not traits(network).vlan:
            continue
        trunks = {end.sandbox: end for end in reversed(view.endpoints_on[network.options.parent or ""])}
        tagged: dict[str, str] = {}
        for endpoint in view.endpoints_on[network.name]:
            if endpoint.sandbox not in trunks:
                continue
            first = tagged.setdefault(endpoint.sandbox, endpoint.name)
            if first != endpoint.name:
                reason = f"the VLAN is on top of the sandbox's interface there already, as {first}"
                yield Problem("endpoint", endpoint.name, "network", reason, "remove one of the two")
            yield from _impaired(endpoint, trunks[endpoint.sandbox])


def _impaired(endpoint: Endpoint, below: Endpoint) -> Iterator[Problem]:
    """What it sends can be; what it receives comes through no port of its own, and it has no cable."""
    impaired = _IMPAIRMENTS if endpoint.direction != "out" else ()
    for field in ("flap", *impaired):
        if getattr(endpoint, field) is not None:
            reason = f"the frames come through {below.name}, which the VLAN is on top of"
            sending = "" if field == "flap" else "set direction to out, "
            remedy = f"{sending}leave it out, or give it to {below.name}"
            yield Problem("endpoint", endpoint.name, field, reason, remedy)


def macs(view: View) -> Iterator[Problem]:
    """The interfaces of an ipvlan have the MAC address of the link below."""
    for network in view.design.networks:
        if network.driver == "ipvlan":
            for endpoint in view.endpoints_on[network.name]:
                if endpoint.mac is not None:
                    reason = "all interfaces of an ipvlan have one MAC address, which is not chosen"
                    fix = leaving_out("mac", "endpoint", endpoint.name)
                    remedy = "leave it out, or use a macvlan"
                    yield Problem("endpoint", endpoint.name, "mac", reason, remedy, fix=fix)


def sizes(view: View) -> Iterator[Problem]:
    """What is on top of a link sends no larger frames than that."""
    for network in view.design.networks:
        parent = _parent(view, network)
        if parent and network.options.mtu > parent.options.mtu:
            reason = f"{network.options.mtu} is more than the {parent.options.mtu} of network {parent.name}"
            fix = _at_most(view, network, "network", network.name, "options.mtu", parent.options.mtu)
            yield _problem(network, "mtu", reason, f"write at most {parent.options.mtu}", fix)
        if traits(network).parent:
            yield from _endpoint_sizes(view, network)


def _endpoint_sizes(view: View, network: Network) -> Iterator[Problem]:
    below = {end.sandbox: end for end in reversed(view.endpoints_on[network.options.parent or ""])}
    for endpoint in view.endpoints_on[network.name]:
        own, most, whose = endpoint.mtu or network.options.mtu, network.options.mtu, f"network {network.name}"
        if traits(network).vlan:
            lower = below.get(endpoint.sandbox)
            if lower is None:
                continue
            parent = view.networks[lower.network]
            most, whose = lower.mtu or parent.options.mtu, f"endpoint {lower.name}, which it is on top of"
        if own > most:
            reason = f"{own} is more than the {most} of {whose}"
            fix = _at_most(view, network, "endpoint", endpoint.name, "mtu", most)
            yield Problem("endpoint", endpoint.name, "mtu", reason, f"write at most {most}", fix=fix)


def _at_most(view: View, network: Network, kind: str, name: str, field: str, most: int) -> Fix | None:
    """Unless IPv6, or what is on top of the network, might need more."""
    if most < SMALLEST_FOR_IPV6 or view.on_top_of[network.name]:
        return None
    return setting(f"Write {most}", kind, name, {field: most})


def _parent(view: View, network: Network) -> Network | None:
    """The network below, of a driver that takes one."""
    return view.networks.get(network.options.parent or "") if traits(network).parent else None


def _problem(network: Network, field: str, reason: str, remedy: str, fix: Fix | None = None) -> Problem:
    return Problem("network", network.name, f"options.{field}", reason, remedy, fix=fix)
