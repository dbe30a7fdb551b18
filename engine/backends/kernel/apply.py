"""Carrying out a plan."""

from engine import marks
from engine.backends import Failure
from engine.backends.kernel import encode, home
from engine.backends.kernel.arrivals import Expected, arriving
from engine.backends.kernel.building import Building
from engine.backends.kernel.change import change
from engine.backends.kernel.namespaces import Holders
from engine.backends.kernel.parts import PARTS
from engine.backends.kernel.removal import Removal
from engine.backends.kernel.settings import Settings
from engine.backends.kernel.work import Work
from engine.plan import Create, Update
from engine.resources import Namespace


def apply(work: Work, holders: Holders) -> tuple[Failure, ...]:
    """Carry the plan out; what fails is returned, the rest is done all the same.

    When all places have come, the holder still takes a while to end; nothing waits for that.
    """
    for part in PARTS:
        part.take_away(work)
    Removal(work).carry_out()
    expected = _expected(work)
    settings = Settings(work)
    with arriving(work, expected, settings, holders) as arrivals:
        building = Building(work, [place for place, _ in expected])
        building.bridges()
        change(work)
        building.rest()
        for ready in arrivals:
            building.arrived(ready)
        building.give_up()
        settings.write_rest()
        for part in PARTS:
            part.bring(work)
    return tuple(work.failures)


def _expected(work: Work) -> Expected:
    """The places that have to be made, and their actions. One that is there is only marked anew."""
    expected = []
    for number, action in work.about(Namespace):
        match action:
            case Create(Namespace(place)) if home.inode(home.path(work.topology, place)) is None:
                expected.append((place, number))
            case Create(Namespace(place)) | Update(_, Namespace(place)):
                work.send(place, [encode.mark_loopback(number, marks.namespace_alias(work.topology))])
    return expected
