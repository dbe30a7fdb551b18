"""Taking away: routes, addresses and links first, then whole namespaces."""

from collections.abc import Mapping
from functools import partial

from engine.backends.kernel import encode, home, processes
from engine.backends.kernel.places import Foreign, Missing
from engine.backends.kernel.work import Work
from engine.plan import Delete
from engine.resources import FABRIC, Address, Bridge, Namespace, Route, Veth


def remove(work: Work) -> None:
    """Carry out the plan's deletions."""
    namespaces: dict[int, str] = {}
    for number, action in enumerate(work.plan):
        if not isinstance(action, Delete):
            continue
        match action.resource:
            case Namespace(place):
                namespaces[number] = place
            case Route() as route:
                work.post(route.place, encode.delete_route(number, route))
            case Address() as address:
                _delete_address(work, number, address)
            case Veth(label, ends):
                _delete_links(work, number, label, {end.place for end in ends})
            case Bridge(label):
                _delete_links(work, number, label, {FABRIC})
    work.flush_all()
    if namespaces:
        _remove_namespaces(work, namespaces)


def _delete_address(work: Work, number: int, address: Address) -> None:
    index = work.inventory.index(address.place, address.interface)
    if index is not None:
        work.post(address.place, encode.delete_address(number, address, index))


def _delete_links(work: Work, number: int, label: str, places: set[str]) -> None:
    """Links are found by their mark, now: an index seen earlier may be another link's by this time."""
    for place in sorted(places):
        for link in work.inventory.links(place, label):
            work.post(place, encode.delete_link(number, link.index))


def _remove_namespaces(work: Work, namespaces: Mapping[int, str]) -> None:
    """End what runs in them, since it would keep them alive, and take their names away."""
    ours = {number: place for number, place in namespaces.items() if _is_ours(work, number, place)}
    paths = {number: home.path(work.topology, place) for number, place in ours.items()}
    processes.end_all_in({inode for path in paths.values() if (inode := home.inode(path))})
    for number, place in ours.items():
        work.places.forget(work.topology, place)
        work.attempt(number, partial(home.hide, paths[number]))


def _is_ours(work: Work, number: int, place: str) -> bool:
    """Whether there still is such a namespace, and it carries our mark."""
    try:
        with work.places.visit(work.topology, place):
            return True
    except Foreign as error:
        work.fail(number, error)
    except Missing:
        work.places.forget(work.topology, place)
    return False
