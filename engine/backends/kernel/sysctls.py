"""Settings that the design makes: which have been made, and taking back those that it makes no more.

A namespace does not tell what was set in it, and all settings are too many to read. So each that is made is
written down at a link (`linksettings`), and only these are read. They are made by `settings`, since those of
a place must be there before its links.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from engine.backends.kernel import linksettings, settings
from engine.backends.kernel.place import Missing, go, go_to
from engine.backends.kernel.settings import LOOPBACK
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns, unshare
from engine.backends.kernel.work import Work
from engine.plan import Delete
from engine.resources import Resource, Sysctl
from engine.scope import Scope

_Numbered = tuple[int, Sysctl]


def in_place(sight: Sight) -> Iterable[Sysctl]:
    """With "" as value where there is no such setting."""
    made = list(_made(sight))
    if not made:
        return ()
    values = go_to(sight.visited.descriptor, lambda: [settings.read(where) for _, where in made])
    return [Sysctl(sight.place, key, value) for (key, _), value in zip(made, values, strict=True)]


def of_topology(topology: str, scope: Scope | None) -> Iterable[Resource]:
    return ()


def take_away(work: Work) -> None:
    """What must go is put back to what a new namespace has, or what the place gives to new links."""
    doomed: dict[str, list[_Numbered]] = defaultdict(list)
    for number, action in work.about(Sysctl):
        if isinstance(action, Delete) and isinstance(action.resource, Sysctl):
            doomed[action.resource.place].append((number, action.resource))
    if doomed:
        keys = {sysctl.key for each in doomed.values() for _, sysctl in each if sysctl.interface is None}
        fresh = go(partial(_born_with, keys))
        go(partial(_take_back, work, doomed, fresh))


def bring(work: Work) -> None:
    """Nothing: all were there before (`settings.Settings`)."""


def _made(sight: Sight) -> Iterator[tuple[str, str]]:
    """Keys as the design has them, and where they lie: a link may have been renamed."""
    for link in sight.links.values():
        for key in link.settings:
            interface = Sysctl(sight.place, key, "").interface
            yield key, key.replace(f"/{interface}/", f"/{link.name}/", 1) if interface else key


def _born_with(keys: Iterable[str]) -> Mapping[str, str]:
    unshare(CLONE_NEWNET)
    return {key: settings.read(key) for key in keys}


def _take_back(work: Work, doomed: Mapping[str, list[_Numbered]], fresh: Mapping[str, str]) -> None:
    for name, those in doomed.items():
        try:
            with work.places.visit(work.topology, name) as place:
                setns(place.descriptor, CLONE_NEWNET)
                for number, sysctl in those:
                    work.attempt(number, partial(_put_back, sysctl, fresh))
        except (Missing, OSError) as error:
            for number, _ in those:
                work.fail(number, error)
        work.send(name, [message for each in those for message in _strike_out(work, *each)])


def _put_back(sysctl: Sysctl, fresh: Mapping[str, str]) -> None:
    if sysctl.interface is None:
        value = fresh[sysctl.key]
    else:
        value = settings.read(sysctl.key.replace(f"/{sysctl.interface}/", "/default/", 1))
    if value and settings.is_there(sysctl.key):
        settings.write(sysctl.key, value)


def _strike_out(work: Work, number: int, sysctl: Sysctl) -> Iterator[bytes]:
    """Only when it is back: until then it is to be known."""
    index = LOOPBACK if sysctl.interface is None else work.inventory.index(sysctl.place, sysctl.interface)
    if index is not None and not work.has_failed(number):
        yield linksettings.strike_out(number, index, sysctl.key)
