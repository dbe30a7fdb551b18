"""Carrying out a plan."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from engine import marks
from engine.backends import Failure
from engine.backends.kernel import encode, home
from engine.backends.kernel.arrivals import Arrivals
from engine.backends.kernel.building import Building
from engine.backends.kernel.change import change
from engine.backends.kernel.namespaces import Holder
from engine.backends.kernel.places import Missing, Places
from engine.backends.kernel.removal import Removal
from engine.backends.kernel.settings import Settings
from engine.backends.kernel.work import Work
from engine.plan import Create, Plan, Update
from engine.resources import Namespace


def apply(topology: str, plan: Plan, places: Places) -> tuple[Failure, ...]:
    """Carry the plan out; what fails is returned, the rest is done all the same."""
    work = Work(topology, plan, places)
    Removal(work).carry_out()
    to_come = _to_come(work)
    with ExitStack() as stack:
        holder = stack.enter_context(Holder(topology, len(to_come), _near(work))) if to_come else None
        building = Building(work, [place for place, _ in to_come])
        building.bridges()
        change(work)
        building.rest()
        settings = Settings(work)
        if holder:
            _receive(Arrivals(work, to_come, holder, settings), building)
        settings.write_rest()
    return tuple(work.failures)


def _to_come(work: Work) -> list[tuple[str, int]]:
    """The places that a holder has to make, and their actions. One that is there is only marked anew."""
    to_come = []
    for number, action in enumerate(work.plan):
        match action:
            case Create(Namespace(place)) if home.inode(home.path(work.topology, place)) is None:
                to_come.append((place, number))
            case Create(Namespace(place)) | Update(_, Namespace(place)):
                work.send(place, [encode.mark_loopback(number, marks.namespace_alias(work.topology))])
    return to_come


def _near(work: Work) -> int | None:
    """A namespace of the topology that exists, for new ones to belong to the same user namespace."""
    for place in home.places(work.topology):
        try:
            with work.places.visit(work.topology, place) as found:
                return found.descriptor
        except Missing:
            continue
    return None


def _receive(arrivals: Arrivals, building: Building) -> None:
    """Let the building go on in the namespaces that arrive, while further ones do."""
    with ThreadPoolExecutor(1) as away:
        welcoming = away.submit(arrivals.welcome)
        for places in arrivals:
            building.arrived(places)
        welcoming.result()
    building.give_up()
