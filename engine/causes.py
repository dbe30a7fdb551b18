"""Which failure another failure follows from: no route without an address, no address without its link."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.addressing import reaches
from engine.backends import Failure
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


def causes(desired: State, failures: Sequence[Failure]) -> Mapping[Key, Failure]:
    """Each failed action's key with the failure that is at its root, which may be its own."""
    failed = {failure.action.key: failure for failure in failures}
    needs = _Needs(desired if failed else {})
    return {name: _root(name, failed, needs) for name in failed}


def _root(name: Key, failed: Mapping[Key, Failure], needs: "_Needs") -> Failure:
    resource = needs.desired.get(name)
    for needed in needs.of(resource) if resource else ():
        if needed in failed and needed != name:
            return _root(needed, failed, needs)
    return failed[name]


class _Needs:
    """What each resource cannot be made without."""

    def __init__(self, desired: State) -> None:
        self.desired = desired
        self._links: dict[tuple[str, str], Key] = {}
        self._addresses: dict[str, list[Address]] = defaultdict(list)
        for resource in desired.values():
            self._note(resource)

    def of(self, resource: Resource) -> Iterator[Key]:
        match resource:
            case Namespace():
                return
            case Uplink(label):
                yield ("bridge", label)
            case Upper(_, _, end, lower_place, lower):
                yield ("namespace", end.place)
                yield self._link(lower_place, lower)
            case Bridge():
                yield ("namespace", FABRIC)
            case Veth(_, ends):
                yield from (("namespace", end.place) for end in ends)
                yield from (("bridge", end.bridge) for end in ends if end.bridge is not None)
            case Route(place, _, via):
                yield ("namespace", place)
                yield from (key(each) for each in self._addresses[place] if reaches(each.address, via))
            case _:
                yield self._link(resource.place, getattr(resource, "interface", ""))

    def _link(self, place: str, name: str) -> Key:
        return self._links.get((place, name), ("namespace", place))

    def _note(self, resource: Resource) -> None:
        match resource:
            case Bridge(_, name):
                self._links[FABRIC, name] = key(resource)
            case Veth(_, ends):
                self._links.update({(end.place, end.name): key(resource) for end in ends})
            case Upper(_, _, end):
                self._links[end.place, end.name] = key(resource)
            case Address(place):
                self._addresses[place].append(resource)
