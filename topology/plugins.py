"""What other packages add to Patchboard: entry points, looked up by group and loaded.

One that cannot be used harms nobody but those who ask for it: it is logged, and told to them in words.
"""

import logging
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

log = logging.getLogger(__name__)


class Unfit(Exception):
    """What an entry point leads to is not what its group asks for; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """Of one group: what was loaded, by name; which package each name is from; why others cannot be used."""

    loaded: Mapping[str, Any]
    origins: Mapping[str, str]
    broken: Mapping[str, str]


def plugins(group: str, inside: Container[str], fitted: Callable[[object], object]) -> Plugins:
    """Everything that is installed in the group. `fitted` takes what an entry point leads to, or raises
    `Unfit`. A name that is `inside` Patchboard already stays Patchboard's."""
    loaded: dict[str, Any] = {}
    origins: dict[str, str] = {}
    broken: dict[str, str] = {}
    for point in sorted(entry_points(group=group), key=lambda each: (each.name, _origin(each))):
        if point.name in inside:
            log.error(
                "%s in %s of %s is left out: the name is Patchboard's", point.name, group, _origin(point)
            )
        elif point.name in origins:
            broken[point.name] = f"{origins[point.name]} and {_origin(point)} both bring it"
        else:
            origins[point.name] = _origin(point)
            try:
                loaded[point.name] = fitted(point.load())
            except Unfit as error:
                broken[point.name] = f"{point.value} {error}"
            except Exception as error:
                log.exception("%s in %s of %s cannot be loaded", point.name, group, _origin(point))
                broken[point.name] = f"{point.value} cannot be loaded ({error!r})"
    for name, reason in broken.items():
        log.error("%s in %s of %s cannot be used: %s", name, group, origins[name], reason)
    return Plugins(loaded, origins, broken)


def _origin(point: EntryPoint) -> str:
    """The package and its version."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"
