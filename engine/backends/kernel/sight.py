"""One place as it is being observed."""

from collections.abc import Mapping

from engine.backends.kernel.links import Link
from engine.backends.kernel.place import Place
from engine.value import value


@value
class Sight:
    """Its open namespace, and its links by index: all of them, or those that are of interest."""

    topology: str
    place: str
    visited: Place
    links: Mapping[int, Link]
