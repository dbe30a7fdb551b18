"""The way of a packet and of its answer."""

from engine.reach.causes import Cause, Walk
from engine.reach.leg import Leg
from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, Picture


def walk(picture: Picture, place: str, address: Address, size: int = 0, flow: Flow = PING) -> Walk:
    """What becomes of the first packet of a flow from the place to the address, and of its answer. `size` in
    bytes; 0 is one that is small enough for every link."""
    there = Leg(picture, place, address, size, flow)
    sender = there.source()
    arrived = there.walked(sender)
    if isinstance(arrived, Cause) or sender is None:
        stopped = arrived if isinstance(arrived, Cause) else Cause("no address", place, "", address)
        return Walk(tuple(there.hops), (), stopped, sender, flow)
    if silence := _silence(picture, arrived, there.address, there.flow):
        return Walk(tuple(there.hops), (), silence, sender, flow)
    back = there.turned(arrived)
    came_home = back.walked(there.address)
    cause = came_home if isinstance(came_home, Cause) else None
    return Walk(tuple(there.hops), tuple(back.hops), cause, sender, flow)


def _silence(picture: Picture, place: str, address: Address, flow: Flow) -> Cause | None:
    """Why a place does not answer what has come to it."""
    if flow.kind == "ping":
        return Cause("no echo", place, "", address) if _ignores(picture, place, address) else None
    if place not in picture.listening:
        return None
    near = [
        each.address for each in picture.listening[place] if (each.kind, each.port) == (flow.kind, flow.port)
    ]
    if not near:
        return Cause("nothing listens", place, "", address, detail=str(flow))
    if any(each == address or (each.is_unspecified and each.version >= address.version) for each in near):
        return None
    only = ", ".join(sorted(map(str, near)))
    return Cause("listens elsewhere", place, "", address, detail=f"{flow} only at {only}")


def _ignores(picture: Picture, place: str, address: Address) -> bool:
    key = "ipv4/icmp_echo_ignore_all" if address.version == 4 else "ipv6/icmp/echo_ignore_all"
    return picture.setting(place, key) == "1"
