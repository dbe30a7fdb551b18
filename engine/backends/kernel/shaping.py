"""Shaping of links, in the kernel: their queueing disciplines.

A discipline carries no mark: whatever stands at the root of a link of the topology's counts, unless the
kernel has put it there by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from engine.backends.kernel import netlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.netlink import NLM_F_NEW, NLM_F_REQUEST
from engine.backends.kernel.queueing import (
    HEADER,
    RTM_GETQDISC,
    Discipline,
    decode,
    impose,
    lift,
    recognised,
)
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.work import Consequence, Work
from engine.plan import Action, Create, Delete, Update
from engine.queues import same_disciplines
from engine.resources import Resource, Shaping
from engine.scope import Scope

_EVERY = netlink.listing(RTM_GETQDISC, HEADER.pack(0, 0, 0, 0, 0))


def in_place(sight: Sight) -> Iterable[Resource]:
    """Disciplines are only listed if a link says that it has one: the kernel lists those of all links."""
    shaped = {each.index: each for each in sight.links.values() if each.shaped and each.label is not None}
    return _in_place(sight, shaped) if shaped else ()


def of_topology(topology: str, scope: Scope | None) -> Iterable[Resource]:
    return ()


def take_away(work: Work) -> None:
    for number, action in work.about(Shaping):
        match action:
            case Delete(Shaping(place, interface)):
                index = work.inventory.index(place, interface)
                if index is not None:
                    work.post(place, lift(number, NLM_F_REQUEST, index))


def bring(work: Work) -> None:
    places: set[str] = set()
    for number, action in work.about(Shaping):
        match action:
            case Create(Shaping(place, interface)) | Update(_, Shaping(place, interface)):
                index = work.inventory.index(place, interface)
                if index is None:
                    work.fail(number, Consequence(f"the interface {interface} is not there"))
                    continue
                places.add(place)
                work.post(place, *_messages(number, action, index))
    for place in places:
        work.flush(place)


def _in_place(sight: Sight, shaped: dict[int, Link]) -> Iterator[Shaping]:
    found: dict[int, list[Discipline]] = defaultdict(list)
    for body in netlink.dump(sight.visited.socket, _EVERY):
        if HEADER.unpack_from(body)[1] in shaped:
            each = decode(body)
            found[each.index].append(each)
    for index, disciplines in found.items():
        link = shaped[index]
        if any(each.is_root and each.handle for each in disciplines):
            yield recognised(Shaping(sight.place, link.interface), link.mtu, disciplines)


def _messages(number: int, action: Action, index: int) -> Iterator[bytes]:
    """Those of the same kinds are changed where they are, which loses no frame; others are replaced."""
    match action:
        case Update(Shaping() as before, Shaping() as after) if same_disciplines(before, after):
            yield from impose(number, NLM_F_REQUEST, index, after)
        case Update(_, Shaping() as after):
            yield lift(number, NLM_F_REQUEST, index)
            yield from impose(number, NLM_F_NEW, index, after)
        case Create(Shaping() as after):
            yield from impose(number, NLM_F_NEW, index, after)
