"""Actions and what they mend, in words."""

from engine.differences import Difference, differences
from engine.kinds import KINDS, file
from engine.plan import Action, Create, Delete, Update
from engine.resources import Address, Bridge, File, Namespace, Resource, Route, Sysctl, Upper, Veth


def sentence(action: Action) -> str:
    """What is to be done: `create sandbox app1`, `change link app1.eth0: eth0 mtu from 1400 to 1500`."""
    match action:
        case Create(Sysctl(place, name, value)) | Update(_, Sysctl(place, name, value)):
            return f"set {name} to {value} in {_place(place)}"
        case Delete(Sysctl(place, name)):
            return f"set {name} back in {_place(place)}"
        case Create(resource):
            return f"create {describe(resource)}"
        case Delete(resource):
            return f"delete {describe(resource)}"
        case Update(File() as before, File() as after):
            return f"change {describe(after)}: {file.changes(before, after)}"
        case Update(before, after):
            changes = deviation(action) if type(after) in KINDS else _changes(before, after)
            return f"change {describe(after)}: {changes}"


def describe(resource: Resource) -> str:
    """Which resource: `bridge lan1`, `address 10.0.0.2/24 on eth0 of app1`."""
    match resource:
        case Namespace(place):
            return _place(place)
        case Bridge(label):
            return f"bridge {label}"
        case Veth(label):
            return f"link {label}"
        case Address(place, interface, address):
            return f"address {address} on {interface} of {_place(place)}"
        case Route(place, to, via):
            return f"route to {to} via {via} of {_place(place)}"
        case Upper(label, kind):
            return f"{kind} {label}"
    return KINDS[type(resource)].describe(resource)


def deviation(action: Action) -> str:
    """What is wrong now, that the action would mend: `eth0 is down`, `address 10.0.0.2/24 is missing`."""
    kind = KINDS.get(type(action.after if isinstance(action, Update) else action.resource))
    return kind.deviation(action) if kind else _deviation_of_link(action)


def _deviation_of_link(action: Action) -> str:
    match action:
        case Create(Namespace()):
            return "its namespace is missing"
        case Create(Bridge()):
            return "its bridge is missing"
        case Create(Veth() | Upper()):
            return "its link is missing"
        case Create(resource):
            return f"{_short(resource)} is missing"
        case Delete(resource):
            return f"{_short(resource)} is not in the design"
        case Update(Address(_, _, address)):
            return f"address {address} is a duplicate, or not known yet not to be one"
        case Update(before, after):
            return _deviations(before, after)


def need(action: Action) -> str:
    """Why something else does not work if the action failed."""
    return f"{describe(action.after if isinstance(action, Update) else action.resource)} is needed and failed"


def _short(resource: Resource) -> str:
    match resource:
        case Address(_, _, address):
            return f"address {address}"
        case Route(_, to, via):
            return f"route to {to} via {via}"
    return describe(resource)


def _place(place: str) -> str:
    return f"sandbox {place}" if place else "the fabric"


def _changes(before: Resource, after: Resource) -> str:
    return ", ".join(
        f"{each.link} {each.field} from {_value(each.before)} to {_value(each.after)}"
        for each in _differences(before, after)
    )


def _deviations(before: Resource, after: Resource) -> str:
    return ", ".join(map(_deviation, _differences(before, after)))


def _differences(before: Resource, after: Resource) -> list[Difference]:
    if isinstance(before, Bridge | Veth | Upper) and isinstance(after, Bridge | Veth | Upper):
        return list(differences(before, after))
    if isinstance(before, Namespace) and isinstance(after, Namespace):
        return [Difference(after.place, "lo", "up", before.up, after.up)]
    return []


def _deviation(difference: Difference) -> str:
    link, before, after = difference.link, difference.before, difference.after
    match difference.field:
        case "name":
            return f"{link} is called {before}"
        case "up":
            return f"{link} is {'up' if before else 'down'}"
        case "bridge":
            return f"{link} is not a port of {after}" if after else f"{link} is a port of {before}"
        case "stp":
            return f"STP of {link} is {_value(before)}"
        case "isolated":
            return f"{link} is isolated" if before else f"{link} is not isolated"
        case "accept_ra" if not (before and after):
            takes = "takes" if before else "does not take"
            return f"{link} {takes} addresses and routes from routers' advertisements"
    return f"{difference.field.replace('_', ' ')} of {link} is {_value(before)}, not {_value(after)}"


def _value(value: object) -> str:
    match value:
        case True:
            return "on"
        case False:
            return "off"
        case None:
            return "none"
    return str(value)
