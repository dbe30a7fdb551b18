"""Updates of links and addresses: what differs is set, and nothing else."""

import errno

from engine.backends.kernel import encode, membership, stacking
from engine.backends.kernel.bridging import Options, differing
from engine.backends.kernel.links import Link
from engine.backends.kernel.work import Consequence, Work
from engine.errors import Transient
from engine.plan import Update
from engine.resources import FABRIC, Address, Bridge, End, Upper, Veth


def change(work: Work) -> None:
    """Carry out the plan's updates of links and addresses."""
    places: set[str] = set()
    for number, action in enumerate(work.plan):
        if not isinstance(action, Update):
            continue
        match action.before, action.after:
            case Bridge() as before, Bridge() as bridge:
                places.add(FABRIC)
                _change_bridge(work, number, before, bridge)
            case Veth(_, befores), Veth(label, ends):
                places.update(end.place for end in ends)
                for was, end in zip(befores, ends, strict=True):
                    _change_end(work, number, label, was, end)
            case _, Address() as address:
                places.add(address.place)
                _renew(work, number, address)
            case _, Upper() as upper:
                places.add(upper.end.place)
                _change_upper(work, number, upper)
    for place in sorted(places):  # the fabric first: what is there is below what is elsewhere
        work.flush(place)


def _change_bridge(work: Work, number: int, before: Bridge, bridge: Bridge) -> None:
    link = work.inventory.link(FABRIC, bridge.label, bridge.name)
    if link is None:
        work.fail(number, Transient(f"the bridge {bridge.name} is gone"))
        return
    options = differing(link.options or Options(), bridge)
    if options:
        work.post(FABRIC, encode.change_bridge(number, link.index, bridge, options))
    if bridge.vlans and bridge.vlans != before.vlans:
        work.post(FABRIC, *membership.put(number, link.index, bridge.vlans, is_bridge=True))
    _change_link(work, number, FABRIC, link, bridge)


def _change_end(work: Work, number: int, label: str, before: End, end: End) -> None:
    link = work.inventory.link(end.place, label, end.name)
    if link is None:
        work.fail(number, Transient(f"the interface {end.name} is gone"))
        return
    master = 0 if end.bridge is None else work.inventory.bridge(end.place, end.bridge)
    if master is None:
        work.fail(number, Consequence(f"the bridge of {end.bridge} is not there"))
    elif master != link.master:
        work.post(end.place, encode.change(number, link.index, master=master))
    if master and end.vlans and (before.vlans, link.master) != (end.vlans, master):
        work.post(end.place, *membership.put(number, link.index, end.vlans))
    is_isolated = link.isolated and master == link.master  # a port is not, that is plugged in anew
    if master and is_isolated != end.isolated:
        work.post(end.place, encode.isolate(number, link.index, end.isolated))
    _change_link(work, number, end.place, link, end)


def _change_upper(work: Work, number: int, upper: Upper) -> None:
    end = upper.end
    link = work.inventory.link(end.place, upper.label, end.name)
    if link is None or link.below is None:
        work.fail(number, Transient(f"the interface {end.name} is gone"))
        return
    if link.below.mode != upper.mode:
        work.post(end.place, stacking.change_mode(number, upper, link.index))
    _change_link(work, number, end.place, link, end)


def _renew(work: Work, number: int, address: Address) -> None:
    """An address that the kernel has found a duplicate of stays unusable: it goes, and comes as a new one."""
    index = work.inventory.index(address.place, address.interface)
    if index is None:
        work.fail(number, Consequence(f"the interface {address.interface} is not there"))
        return
    for encoded in (encode.delete_address, encode.create_address):
        work.post(address.place, encoded(number, address, index))


def _change_link(work: Work, number: int, place: str, link: Link, wanted: Bridge | End) -> None:
    if link.name != wanted.name:
        _rename(work, number, place, link, wanted.name)
    differing = {
        field: getattr(wanted, field)
        for field in ("mac", "mtu", "up")
        if getattr(link, field) != getattr(wanted, field)
    }
    if differing:
        work.post(place, encode.change(number, link.index, **differing))


def _rename(work: Work, number: int, place: str, link: Link, name: str) -> None:
    """Kernels before 6.2 rename no link that is up: it goes down for it; the next pass puts routes back."""
    rename = encode.change(number, link.index, name=name)
    for refusal in work.deliver(place, [rename]):
        if refusal[1] != errno.EBUSY:
            work.refuse(*refusal)
            continue
        up, down = (encode.change(number, link.index, up=up) for up in (True, False))
        work.send(place, [down, rename, up])
