"""What other packages add to Patchboard: entry points, looked up by group and loaded.

One that cannot be used harms nobody but those who ask for it: it is logged, and told to them in words.
"""

import logging
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from itertools import groupby
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
    points = sorted(entry_points(group=group), key=lambda point: (point.name, _origin(point)))
    for name, together in groupby(points, key=lambda point: point.name):
        point, *others = together
        origins[name] = " and ".join(map(_origin, (point, *others)))
        try:
            if name in inside:
                raise Unfit("has a name that is Patchboard's")
            if others:
                raise Unfit("is brought by more than one package")
            loaded[name] = fitted(point.load())
        except Unfit as error:
            broken[name] = f"{point.value} {error}"
        except Exception as error:
            broken[name] = f"{point.value} cannot be loaded ({error!r})"
            log.exception("%s of %s", point.value, origins[name])
    for name, reason in broken.items():
        log.error("%s in %s of %s cannot be used: %s", name, group, origins[name], reason)
    return Plugins(loaded, origins, broken)


def _origin(point: EntryPoint) -> str:
    """The package and its version."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"
