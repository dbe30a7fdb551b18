"""Which design objects an action is about, and which objects cannot work without which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.differences import differences
from engine.drivers import Owner
from engine.drivers.ends import endpoints_by_network
from engine.lower import Desired
from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import FABRIC, Address, Route, Veth
from topology.drivers import traits
from topology.values import Design


def by_owner(design: Design, desired: Desired, plan: Plan) -> Mapping[Owner, list[Action]]:
    """The actions that concern each object; ("topology", name) for what is no object's."""
    concerned: dict[Owner, list[Action]] = defaultdict(list)
    for action in plan:
        for owner in _owners(design, desired, action):
            concerned[owner].append(action)
    return concerned


def dependencies(design: Design) -> Iterator[tuple[Owner, list[Owner]]]:
    """Each object with those that it cannot work without, which have come before it."""
    joined = endpoints_by_network(design)
    for sandbox in design.sandboxes:
        yield ("sandbox", sandbox.name), []
    for network in design.networks:
        through = [("sandbox", endpoint.sandbox) for endpoint in joined[network.name]]
        fabric = [("topology", design.name)]
        yield ("network", network.name), fabric if traits(network).bridge else through
    for endpoint in design.endpoints:
        yield ("endpoint", endpoint.name), [("sandbox", endpoint.sandbox), ("network", endpoint.network)]
    for patch in design.patches:
        yield ("patch", patch.name), [("network", name) for name in patch.networks]


def _owners(design: Design, desired: Desired, action: Action) -> list[Owner]:
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
    match action:
        case Delete(Address(place, interface)) if place != FABRIC:
            return "endpoint", f"{place}.{interface}"
        case Delete(Route(place)):
            return desired.owners.get(("namespace", place))
        case Delete(Address(_, interface)):
            names = (name for name, link in desired.state.items() if getattr(link, "name", None) == interface)
            return desired.owners.get(next(names, ()))
    return None
