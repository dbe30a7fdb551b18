"""Writes down who uses which instrument, and forgets it after a while."""

from datetime import timedelta

from django.utils import timezone

from webapp.store.models import ConsoleEntry

KEPT = timedelta(days=180)
LONGEST = 200
"""Letters of what an entry is about, and of how it ended."""


def began(topology: str, name: str, person: tuple[int, str], instrument: str, about: str) -> int:
    """An instrument is used from now on; returns the entry's number. `topology` is its number as a text.
    Entries that are too old go then, as a console that is always in use never ends."""
    ConsoleEntry.objects.filter(began__lt=timezone.now() - KEPT).delete()
    entry = ConsoleEntry.objects.create(
        topology_id=topology,
        topology_name=name,
        person_id=person[0],
        person_name=person[1],
        instrument=instrument,
        about=about[:LONGEST],
        began=timezone.now(),
    )
    return int(entry.pk)


def ended(entry: int, how: str) -> None:
    ConsoleEntry.objects.filter(pk=entry).update(ended=timezone.now(), how=how[:LONGEST])


def tidy() -> None:
    """Before the first line of a console: end those of an earlier one that could not."""
    ConsoleEntry.objects.filter(ended=None).update(ended=timezone.now(), how="the console was gone")
