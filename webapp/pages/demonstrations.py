"""The demonstrations as the empty list offers them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User

from topology.formats import native
from webapp.store import demonstrations as store
from webapp.store import topologies
from webapp.store.models import Topology

NAMES = tuple(store.EXPECTED)


@dataclass(frozen=True, slots=True)
class Demonstration:
    name: str
    description: str


def offered() -> Iterator[Demonstration]:
    for name in NAMES:
        yield Demonstration(name, store.description(_text(name)))


def copy(name: str, owner: User) -> Topology:
    """A topology of the owner's with that design, under a name that is free."""
    text = _text(name)
    return topologies.create(_free(name), owner, native.load(text), store.description(text))


def _text(name: str) -> str:
    return (store.FOLDER / f"{name}.yaml").read_text()


def _free(name: str) -> str:
    taken = set(Topology.objects.filter(name__startswith=name).values_list("name", flat=True))
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in names if candidate not in taken)
