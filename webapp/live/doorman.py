"""Who may come to the console: whoever may be at the topology's socket."""

from collections.abc import Collection, Mapping
from uuid import UUID

from engine.console.doorman import Badge, Guest, Turned
from engine.console.line import Person
from topology.ipam import complete
from topology.values import Design
from webapp.live.seats import NOWHERE, Admitted, Seat, Verdict, judge
from webapp.store import audit
from webapp.store.connected import connected
from webapp.store.models import Topology
from webapp.store.reading import deployed_design


class StoredPeople:
    """Implements `engine.console.doorman.Doorman`."""

    @connected
    def judge(self, badges: Collection[Badge]) -> Mapping[Badge, Guest | Turned]:
        seats = {badge: _seat(badge) for badge in badges}
        verdicts = judge(set(seats.values()))
        return {badge: _told(verdicts[seat]) for badge, seat in seats.items()}

    @connected
    def design(self, badge: Badge) -> Design | None:
        _, found = deployed_design(Topology.objects.get(pk=badge.topology))
        return found and complete(found)

    @connected
    def began(self, guest: Guest, badge: Badge, instrument: str, about: str) -> int:
        person = (guest.person.id, guest.person.name)
        return audit.began(badge.topology, guest.topology, person, instrument, about)

    @connected
    def ended(self, entry: int, how: str) -> None:
        audit.ended(entry, how)


def _seat(badge: Badge) -> Seat:
    try:
        return Seat(badge.session, UUID(badge.topology))
    except ValueError:
        return Seat(badge.session, NOWHERE)


def _told(verdict: Verdict) -> Guest | Turned:
    if not isinstance(verdict, Admitted):
        return Turned(verdict.code, verdict.reason)
    user, topology = verdict.user, verdict.topology
    return Guest(Person(user.pk, user.get_username(), verdict.role), topology.name)
