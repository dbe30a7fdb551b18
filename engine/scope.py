"""A part of a topology to look at: what has to be seen to carry out a small edit, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.names import uplink_name
from engine.resources import FABRIC, Bridge, Key, Resource, Rule, State, Uplink, Upper, Veth, key
from engine.rule_tables import link_of

LINKS = frozenset({"bridge", "veth", "upper"})

LinkName = tuple[str, str]
"""A link's place and the name that the design gives it."""

Touched = tuple[str, str]
"""What may have changed: a link of the fabric by its place and name, or a place with "" for all of it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`places` are looked at as a whole, of other places only `links` and what lies on them.

    `labels` are those of all links concerned, `keys` what else belongs to the scope.
    """

    places: frozenset[str]
    links: frozenset[LinkName]
    labels: frozenset[str]
    keys: frozenset[Key]

    def covers(self, name: Key) -> bool:
        """Whether the resource with this key belongs to it."""
        if name[0] in LINKS:
            return name[1] in self.labels
        on_link = len(name) > 2 and (name[1], name[2].rpartition(" ")[2]) in self.links  # or a rule at it
        return on_link or name in self.keys or name[1] in self.places

    def of(self, state: State) -> State:
        """The state's part in it."""
        near = self.places | self.labels | {place for place, _ in self.links}
        kept = {name: each for name, each in state.items() if name[1] in near and self.covers(name)}
        return kept | {name: state[name] for name in self.keys if name in state}


def concerning(changed: Iterable[Resource], desired: State) -> Scope:
    """All that has to be seen of the kernel to bring these resources from what they were to what is desired.

    A sandbox is small and seen as a whole; of the fabric, which has a port for every endpoint, only links:
    also those that something lies on, since it is taken to go with a link that is not there.
    """
    changed = list(changed)
    places = {place for each in changed for place in _places(each)} - {FABRIC}
    at = {end for each in changed for end in _ends(each)}
    near = [each for each in desired.values() if _touches(each, places) or _is_link_at(each, at)]
    joined = at | {end for each in near for end in _ends(each)}
    labels = {each.label for each in (*changed, *near) if isinstance(each, Bridge | Veth | Upper)}
    keys = {key(each) for each in changed if FABRIC in _places(each) and not _ends(each)}
    return Scope(
        frozenset(places),
        frozenset(end for end in joined if end[0] not in places),
        frozenset(labels),
        frozenset(keys),
    )


def seen(touched: Iterable[Touched], desired: State) -> Scope:
    """All that has to be looked at to know whether what was touched is as desired."""
    touched = frozenset(touched)
    places = {place for place, link in touched if not link}
    near = [each for each in desired.values() if _touches(each, places) or touched.intersection(_ends(each))]
    scope = concerning([each for each in near if isinstance(each, Bridge | Veth | Upper)], desired)
    links = {link for link in touched if link[1]}
    uplinks = {key(each) for each in desired.values() if _ends_at(each, touched)}
    return Scope(scope.places | places, scope.links | links, scope.labels, scope.keys | uplinks)


def _ends_at(resource: Resource, links: frozenset[LinkName]) -> bool:
    """Whether it is an uplink whose end in the fabric is among the links."""
    return isinstance(resource, Uplink) and (FABRIC, uplink_name(resource.label)) in links


def _places(resource: Resource) -> tuple[str, ...]:
    match resource:
        case Uplink():
            return (FABRIC,)
        case Bridge() | Veth() | Upper():
            return tuple(place for place, _ in _ends(resource))
    return (resource.place,)


def _ends(resource: Resource) -> tuple[LinkName, ...]:
    """The ends of a link, or the one that something lies on or is at."""
    match resource:
        case Bridge(_, name):
            return ((FABRIC, name),)
        case Veth(_, ends):
            return tuple((end.place, end.name) for end in ends)
        case Upper(_, _, end):
            return ((end.place, end.name),)
        case Rule(place):
            return ((place, link_of(resource)),)
    interface = getattr(resource, "interface", None)
    return ((getattr(resource, "place", FABRIC), interface),) if interface is not None else ()


def _is_link_at(resource: Resource, ends: set[LinkName]) -> bool:
    """Whether it is a link with one of these ends."""
    return isinstance(resource, Bridge | Veth | Upper) and not ends.isdisjoint(_ends(resource))


def _touches(resource: Resource, places: frozenset[str] | set[str]) -> bool:
    """Whether it is a link with an end in one of the places."""
    match resource:
        case Veth(_, ends):
            return any(end.place in places for end in ends)
        case Upper(_, _, end):
            return end.place in places
    return False
