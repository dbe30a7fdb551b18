"""What stays and what vanishes with something else when the observed state becomes the desired one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.addressing import reaches, version
from engine.resources import (
    FABRIC,
    Address,
    Bridge,
    Key,
    Namespace,
    Resource,
    Route,
    State,
    Uplink,
    Upper,
    Veth,
    key,
)

Link = tuple[str, str]
"""A link's place and the name that the design gives it."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Answers about observed resources.

    `doomed` places are deleted, `made` ones created; `remade` links are deleted and created; `kept` links
    stay; `lost` holds, per place, the observed addresses that vanish with a link, `last` those after which a
    link that stays has no IPv4 address: then the kernel drops the routes that need it.
    """

    doomed: frozenset[str]
    made: frozenset[str]
    remade: frozenset[Key]
    kept: frozenset[Link]
    lost: Mapping[str, list[str]]
    last: Mapping[str, list[str]]

    def vanishes(self, resource: Resource) -> bool:
        """Whether it goes, with no action of its own, because something else goes."""
        match resource:
            case Namespace() | Uplink():
                return False
            case Upper(_, _, end, lower_place):
                return self._place_goes(end.place) and self._place_goes(lower_place)
            case Bridge():
                return self._place_goes(FABRIC)
            case Veth(_, ends):
                return all(self._place_goes(end.place) for end in ends)
            case Route(place, _, via):
                return self._place_goes(place) or any(reaches(each, via) for each in self.lost.get(place, ()))
        interface = getattr(resource, "interface", None)
        return (
            self._place_goes(resource.place)
            if interface is None
            else self._link_goes(resource.place, interface)
        )

    def must_be_made(self, resource: Resource) -> bool:
        """Whether it has to be created although it is observed."""
        return key(resource) in self.remade or self.vanishes(resource)

    def is_dropped(self, resource: Resource) -> bool:
        """Whether the kernel drops it, though what it lies on stays."""
        return isinstance(resource, Route) and any(
            reaches(each, resource.via) for each in self.last.get(resource.place, ())
        )

    def _link_goes(self, place: str, link: str) -> bool:
        return self._place_goes(place) or (place, link) not in self.kept

    def _place_goes(self, place: str) -> bool:
        return place in self.doomed or place in self.made


def survival(observed: State, desired: State) -> Survival:
    """Compare the two states' places and links."""
    before, after = _places(observed), _places(desired)
    made = after - before
    remade = frozenset(_remade(observed, desired, made))
    kept = frozenset(_kept(observed, desired, remade))
    return Survival(before - after, made, remade, kept, _lost(observed, kept), _last(observed, desired, kept))


def _places(state: State) -> frozenset[str]:
    return frozenset(name[1] for name in state if name[0] == "namespace")


def _remade(observed: State, desired: State, made: frozenset[str]) -> Iterator[Key]:
    """Links that cannot be changed into what they should be, or that are in a place that is made anew."""
    going: set[Link] = set()
    uppers: list[tuple[Key, Upper, Upper]] = []
    for name, after in desired.items():
        before = observed.get(name)
        if isinstance(after, Veth) and isinstance(before, Veth):
            in_made = bool(made) and any(end.place in made for end in after.ends)
            if in_made or (before != after and _identity(before, after) != _identity(after, after)):
                going.update(_names(after))
                yield name
        elif isinstance(after, Upper) and isinstance(before, Upper):
            uppers.append((name, before, after))
    for name, before, after in uppers:
        without_lower = (after.lower_place, after.lower) in going or after.lower_place in made
        if without_lower or after.end.place in made or _stands_elsewhere(before, after):
            yield name


def _stands_elsewhere(before: Upper, after: Upper) -> bool:
    """Whether it is on another link, or has another number, which it keeps for life; a mode can change."""
    mode = before.mode if after.kind == "vlan" else after.mode
    return replace(before, end=after.end, mode=mode) != after or before.end.place != after.end.place


def _identity(veth: Veth, wanted: Veth) -> list[tuple[str, str]]:
    """Where the ends are, and what they are called unless the label says what they should be called.

    The design can give the ends of a cable or a patch other names, which their marks and addresses follow
    only when they are made anew; an end of an endpoint that is called otherwise was renamed by somebody.
    """
    is_endpoint = any(f"{end.place}.{end.name}" == wanted.label for end in wanted.ends)
    return sorted((end.place, "" if is_endpoint else end.name) for end in veth.ends)


def _kept(observed: State, desired: State, remade: frozenset[Key]) -> Iterator[Link]:
    for name, link in desired.items():
        if name in observed and name not in remade:
            yield from _names(link)


def _names(link: Resource) -> Iterable[Link]:
    match link:
        case Bridge(_, name):
            return ((FABRIC, name),)
        case Veth(_, ends):
            return ((end.place, end.name) for end in ends)
        case Upper(_, _, end):
            return ((end.place, end.name),)
    return ()


def _lost(observed: State, kept: frozenset[Link]) -> Mapping[str, list[str]]:
    lost: dict[str, list[str]] = defaultdict(list)
    for resource in observed.values():
        if isinstance(resource, Address) and (resource.place, resource.interface) not in kept:
            lost[resource.place].append(resource.address)
    return lost


def _last(observed: State, desired: State, kept: frozenset[Link]) -> Mapping[str, list[str]]:
    """What a link has of IPv4 addresses, if none of it stays. What comes instead comes after that."""
    held: dict[Link, list[Address]] = defaultdict(list)
    for resource in observed.values():
        if isinstance(resource, Address) and version(resource.address) == 4:
            held[resource.place, resource.interface].append(resource)
    last: dict[str, list[str]] = defaultdict(list)
    for (place, interface), addresses in held.items():
        if (place, interface) in kept and not any(key(each) in desired for each in addresses):
            last[place] += [each.address for each in addresses]
    return last
