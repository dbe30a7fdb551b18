"""The numbered log of a topology, and the lock under which it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from webapp import prompts
from webapp.store.errors import NoSuchTopology
from webapp.store.models import Change, Topology
from webapp.store.models.history import Kind


@contextmanager
def locked(name: str) -> Iterator[Topology]:
    """One transaction in which nobody else changes the topology.

    PostgreSQL locks the row; SQLite has the whole database locked since the transaction began.
    """
    with transaction.atomic():
        topology = Topology.objects.select_for_update().filter(name=name).first()
        if topology is None:
            raise NoSuchTopology(name)
        yield topology


def append(
    topology: Topology, kind: str, sentence: str, payload: dict[str, Any], author: User | None, step: str = ""
) -> Change:
    """Take the next number, save the topology as it is now, and say so to all once it is committed."""
    topology.number += 1
    topology.changed = timezone.now()
    topology.save()
    _tell(topology, _concerned(topology, kind))
    return Change.objects.create(
        topology=topology,
        number=topology.number,
        revision=topology.revision,
        kind=kind,
        step=step,
        author=author,
        at=topology.changed,
        sentence=sentence,
        payload=payload,
    )


def _concerned(topology: Topology, kind: str) -> tuple[prompts.Kind, ...]:
    """The engine knows its own word already, and nothing of an edit that is only drawn."""
    is_drawn = kind == Kind.EDIT and topology.effective_revision < topology.revision
    return ("web",) if kind == Kind.REPORT or is_drawn else prompts.EVERYONE


def hint(topology: Topology) -> None:
    """Save the topology as it is now, and have browsers look, with nothing to be said in the log."""
    topology.save()
    _tell(topology, ("web",))


def _tell(topology: Topology, listeners: tuple[prompts.Kind, ...]) -> None:
    news = prompts.News(str(topology.pk), topology.name)
    transaction.on_commit(partial(prompts.tell, news, listeners))


def last(topology: Topology) -> Change:
    """The newest entry; there is one from the topology's beginning on."""
    return topology.changes.get(number=topology.number)
