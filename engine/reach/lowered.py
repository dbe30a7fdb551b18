"""The picture that a state of resources gives."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any

from engine import resources
from engine.reach.picture import Address, At, Interface, Link, Picture, Route
from engine.resources import Bridge, End, Rule, Shaping, State, Sysctl, Upper, Veth
from engine.rule_tables import EVERY_FRAME, link_of, losing

ALL = 1_000_000
"""Millionths: every frame."""
RULED = "a rule of the design drops everything there, as of a paused sandbox"


def picture(state: State) -> Picture:
    """Of a desired state, or of an observed one as far as it holds what Patchboard made."""
    bridges = {each.label: each for each in state.values() if isinstance(each, Bridge)}
    deaf = dict(each for resource in state.values() for each in _deaf(resource, state))
    links = {link.at: link for each in state.values() for link in _links(each, bridges, deaf)}
    addresses = _addresses(state)
    switching = _switching(state, links)
    return Picture(links, addresses, _routes(state, links, addresses), _settings(state), switching=switching)


def _deaf(resource: resources.Resource, state: State) -> Iterator[tuple[At, str]]:
    """The links of which nothing arrives that they send because of this, and why. A rule at which frames come
    in is about the other end."""
    match resource:
        case Shaping(place, interface) if ALL in (resource.loss, resource.corrupt):
            yield (place, interface), "the design has it lose everything"
        case Rule(place, _, text) if text == losing(EVERY_FRAME):
            at = place, link_of(resource)
            sending = [at] if resource.chain.startswith("egress ") else _opposite(at, state)
            yield from ((each, RULED) for each in sending)


def _opposite(at: At, state: State) -> Iterator[At]:
    for each in state.values():
        if isinstance(each, Veth) and at in map(_at, each.ends):
            yield from (_at(end) for end in each.ends if _at(end) != at)


def _links(
    resource: resources.Resource, bridges: Mapping[str, Bridge], deaf: Mapping[At, str]
) -> Iterator[Link]:
    match resource:
        case Bridge():
            vlans = resource.vlans if resource.vlan_filtering else None
            at, name = (resources.FABRIC, resource.name), resource.label
            mac, mtu = resource.mac, resource.mtu
            yield Link(at, "bridge", resource.up, vlans=vlans, label=name, interface=name, mac=mac, mtu=mtu)
        case Veth(label, ends):
            for end in ends:
                peer = next((_at(other) for other in ends if other is not end), None)
                yield _end(label, end, "veth", bridges, deaf, peer=peer)
        case Upper(label, kind, end, place, lower, mode):
            yield _end(label, end, kind, bridges, deaf, lower=(place, lower), mode=mode)


def _end(
    label: str, end: End, kind: str, bridges: Mapping[str, Bridge], deaf: Mapping[At, str], **on: Any
) -> Link:
    """`on`: what the link is an end of, or on top of."""
    at = _at(end)
    return Link(
        at,
        kind,
        end.up,
        bridge=(end.place, bridges[end.bridge].name) if end.bridge and end.bridge in bridges else None,
        isolated=end.isolated,
        vlans=end.vlans,
        deaf=deaf.get(at, ""),
        label=label,
        interface=end.name,
        mac=end.mac,
        mtu=end.mtu,
        **on,
    )


def _at(end: End) -> At:
    return end.place, end.name


def _addresses(state: State) -> Mapping[At, tuple[Interface, ...]]:
    held: dict[At, tuple[Interface, ...]] = defaultdict(tuple)
    for each in state.values():
        if isinstance(each, resources.Address) and not each.tentative:
            held[each.place, each.interface] += (ip_interface(each.address),)
    return held


def _routes(
    state: State, links: Mapping[At, Link], addresses: Mapping[At, tuple[Interface, ...]]
) -> Mapping[str, tuple[Route, ...]]:
    """The networks that addresses are in, as the kernel adds them, before those that somebody stated."""
    routes: dict[str, tuple[Route, ...]] = defaultdict(tuple)
    for at, link in links.items():
        if link.up:
            routes[link.place] += tuple(Route(held.network, at) for held in addresses.get(at, ()))
    for each in state.values():
        if isinstance(each, resources.Route):
            via = ip_address(each.via)
            out = next(_towards(via, routes[each.place]), None)
            if out:
                routes[each.place] += (Route(ip_network(each.to), out, via),)
    return routes


def _towards(via: Address, routes: Iterable[Route]) -> Iterator[At]:
    return (route.link for route in routes if route.via is None and via in route.to)


def _switching(state: State, links: Mapping[At, Link]) -> Mapping[tuple[At, str], At]:
    """What bridges are told about where to send."""
    return {
        (bridge, each.mac): port.at
        for each in state.values()
        if isinstance(each, resources.Fdb)
        and (port := links.get((each.place, each.interface)))
        and (bridge := port.bridge)
    }


def _settings(state: State) -> Mapping[tuple[str, str], str]:
    return {(each.place, each.key): each.value for each in state.values() if isinstance(each, Sysctl)}
