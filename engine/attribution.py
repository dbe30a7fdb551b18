"""Which design objects an action is about, and which objects cannot work without which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.differences import differences
from engine.drivers import Owner
from engine.drivers.ends import endpoints_by_network
from engine.lower import Desired
from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import FABRIC, Bridge, Resource, Uplink, Upper, Veth
from engine.services import services_of
from topology.drivers import traits
from topology.values import Design, Endpoint, Network


def by_owner(design: Design, desired: Desired, plan: Plan) -> Mapping[Owner, list[Action]]:
    """The actions that concern each object; ("topology", name) for what is no object's."""
    concerned: dict[Owner, list[Action]] = defaultdict(list)
    for action in plan:
        for owner in owners(design, desired, action):
            concerned[owner].append(action)
    return concerned


def dependencies(design: Design) -> Iterator[tuple[Owner, list[Owner]]]:
    """Each object with those that it cannot work without, which have come before it."""
    joined = endpoints_by_network(design)
    for sandbox in design.sandboxes:
        yield ("sandbox", sandbox.name), []
        yield from ((service, [("sandbox", sandbox.name)]) for service in services_of([sandbox]))
    for network in sorted(design.networks, key=lambda network: network.options.parent is not None):
        yield ("network", network.name), _below(design, network, joined[network.name])
    for endpoint in design.endpoints:
        yield ("endpoint", endpoint.name), [("sandbox", endpoint.sandbox), ("network", endpoint.network)]
    for patch in design.patches:
        yield ("patch", patch.name), [("network", name) for name in patch.networks]


def _below(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> list[Owner]:
    """What a network cannot work without: its parent, or the places that it consists of links in."""
    own = traits(network)
    if own.parent and network.options.parent is not None:
        return [("network", network.options.parent)]
    if own.bridge or own.parent:
        return [("topology", design.name)]
    return [("sandbox", endpoint.sandbox) for endpoint in endpoints]


def owners(design: Design, desired: Desired, action: Action) -> list[Owner]:
    """The objects that an action concerns; ("topology", name) if it is no object's."""
    owner = desired.owners.get(action.key)
    if owner is None:
        return [_of_left_over(action, desired) or ("topology", design.name)]
    match action:
        case Create(Veth(_, ends)) if owner[0] == "network":
            return [owner, *(("endpoint", f"{end.place}.{end.name}") for end in ends)]
        case Update(Veth() as before, Veth() as after) if owner[0] == "network":
            return [*{("endpoint", f"{each.place}.{each.link}"): None for each in differences(before, after)}]
    return [owner]


def _of_left_over(action: Action, desired: Desired) -> Owner | None:
    """Whose it is to carry what the design does not know: the link's or the sandbox's that it is on."""
    resource = action.resource if isinstance(action, Delete) else None
    if isinstance(resource, Uplink):
        return desired.owners.get(("bridge", resource.label))
    if isinstance(resource, Bridge | Veth | Upper):
        return _of_link_in_the_way(resource, desired)
    place, interface = getattr(resource, "place", None), getattr(resource, "interface", None)
    if interface is None:
        return desired.owners.get(("namespace", place or FABRIC)) if place else None
    if place != FABRIC:
        return "endpoint", f"{place}.{interface}"
    return next(
        (desired.owners[name] for name, link in desired.state.items() if _is_called(link, interface)), None
    )


def _of_link_in_the_way(resource: Bridge | Veth | Upper, desired: Desired) -> Owner | None:
    """Whose a link would be by its name, if the design has one of that name: it was left half-made, or
    somebody took its mark away."""
    places = _called(resource)
    return next(
        (desired.owners[name] for name, link in desired.state.items() if places & _called(link)), None
    )


def _called(link: Resource) -> set[tuple[str, str]]:
    """Place and name of each end; nothing for what is no link."""
    match link:
        case Bridge(_, name):
            return {(FABRIC, name)}
        case Veth(_, ends):
            return {(end.place, end.name) for end in ends}
        case Upper(_, _, end):
            return {(end.place, end.name)}
    return set()


def _is_called(link: Resource, name: str) -> bool:
    """Whether it is the fabric's link of that name."""
    match link:
        case Bridge():
            return link.name == name
        case Veth(_, ends):
            return any((end.place, end.name) == (FABRIC, name) for end in ends)
        case Upper(_, _, end):
            return (end.place, end.name) == (FABRIC, name)
    return False
