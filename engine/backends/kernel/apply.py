"""Carrying out a plan."""

from contextlib import ExitStack

from engine import marks
from engine.backends import Failure
from engine.backends.kernel import encode, home, removal, settings
from engine.backends.kernel.building import Building
from engine.backends.kernel.change import change
from engine.backends.kernel.namespaces import Holder, Made
from engine.backends.kernel.places import Missing, Place, Places
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient
from engine.plan import Create, Plan
from engine.resources import Namespace


def apply(topology: str, plan: Plan, places: Places) -> tuple[Failure, ...]:
    """Carry the plan out; what fails is returned, the rest is done all the same."""
    work = Work(topology, plan, places)
    removal.remove(work)
    to_come = _to_come(work)
    with ExitStack() as stack:
        holder = stack.enter_context(Holder(topology, len(to_come), _near(work))) if to_come else None
        building = Building(work, [place for place, _ in to_come])
        building.bridges()
        change(work)
        building.rest()
        if holder:
            _receive(work, to_come, holder, building)
        settings.write(work)
    return tuple(work.failures)


def _to_come(work: Work) -> list[tuple[str, int]]:
    """The places that a holder has to make, and their actions. One that is there is only marked anew."""
    to_come = []
    for number, action in enumerate(work.plan):
        if not (isinstance(action, Create) and isinstance(action.resource, Namespace)):
            continue
        place = action.resource.place
        if home.inode(home.path(work.topology, place)) is None:
            to_come.append((place, number))
        else:
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


def _receive(work: Work, to_come: list[tuple[str, int]], holder: Holder, building: Building) -> None:
    """Give the namespaces their names as they come, and let the building go on there."""
    remaining = iter(to_come)
    try:
        for batch in holder.batches():
            building.arrived([_name(work, *next(remaining), made) for made in batch])
    except (OSError, Transient) as error:
        for _, number in remaining:
            work.fail(number, error)
        building.give_up(error)


def _name(work: Work, place: str, number: int, made: Made) -> str:
    """Make a new namespace visible and keep it open. Without its name, all that is to go there fails."""
    opened = Place(*made)
    try:
        home.show(opened.descriptor, home.path(work.topology, place))
    except (OSError, Permanent) as error:
        opened.close()
        work.fail(number, error)
    else:
        work.places.keep(work.topology, place, opened)
    return place
