"""What exists of a topology, as a person would list it: each namespace with its links and routes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.names import namespace_name
from engine.resources import FABRIC, Address, Bridge, End, Namespace, Route, State, Sysctl, Veth


def inventory(topology: str, state: State) -> Iterator[str]:
    """The lines of the list; none if nothing exists."""
    inside = _inside(state)
    for place in sorted(each.place for each in state.values() if isinstance(each, Namespace)):
        yield namespace_name(topology, place)
        for line in inside[place]:
            yield f"  {line}"


def _inside(state: State) -> Mapping[str, list[str]]:
    held = _addresses(state)
    lines: dict[str, list[str]] = defaultdict(list)
    for resource in state.values():
        match resource:
            case Bridge():
                lines[FABRIC].append(_link("bridge", resource, held[FABRIC, resource.name]))
            case Veth(_, ends):
                for end in ends:
                    lines[end.place].append(_link("link", end, held[end.place, end.name]))
            case Route(place, to, via):
                lines[place].append(f"route {to} via {via}")
            case Sysctl(place, name, value):
                lines[place].append(f"setting {name} = {value}")
    return lines


def _addresses(state: State) -> Mapping[tuple[str, str], list[str]]:
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for resource in state.values():
        if isinstance(resource, Address):
            held[resource.place, resource.interface].append(resource.address)
    return held


def _link(kind: str, link: Bridge | End, addresses: list[str]) -> str:
    bridge = [f"port of {link.bridge}"] if isinstance(link, End) and link.bridge else []
    words = [kind, link.name, "up" if link.up else "down", link.mac, f"mtu {link.mtu}"]
    return " ".join([*words, *bridge, *addresses])
