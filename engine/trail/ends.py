"""Where a frame ends, and why as far as that is known."""

from collections.abc import Sequence
from typing import Literal

from engine.packets.points import MACHINE
from engine.packets.values import Layer
from engine.trail.crossings import Crossing
from engine.trail.ground import Ground
from engine.value import value

Outcome = Literal["delivered", "not for it", "dropped"]


@value
class Ending:
    """How it ended at the far end of a crossing, in words."""

    outcome: Outcome
    words: str


def ending(crossing: Crossing, layers: Sequence[Layer], ground: Ground, is_last: bool) -> Ending | None:
    """What became of the frame there; None if it went on and there is no more to say. `is_last`: it did not
    go on."""
    node = crossing.end
    if not crossing.arrived:
        return Ending("dropped", f"lost on {crossing.cable}: it went in, and did not come out at {node}")
    target = _target(layers)
    if target and ground.holders.get(target) == node:
        return Ending("delivered", f"{node} has {target}") if is_last or is_question(layers) else None
    if not is_last:
        return None
    if node == MACHINE:
        return Ending("delivered", "it left by the machine's own network")
    if node in ground.networks:
        return Ending("dropped", _at_bridge(crossing, layers, ground))
    return _at_sandbox(crossing, layers, ground)


def unanswered(layers: Sequence[Layer], ground: Ground, node: str) -> Ending | None:
    """Of a question that was put to everybody at a network and reached nobody whom it was for."""
    target = _target(layers)
    if not is_question(layers) or not target or _asker(layers) in ("::", "0.0.0.0", target):
        return None  # who asks for their own address is glad of no answer
    endpoint = ground.cables.get(target, "")
    if endpoint in {each for names in ground.pulled.values() for each in names}:
        return Ending("dropped", f"nobody who hears it has {target}: the cable of {endpoint} is pulled")
    return Ending("dropped", f"nobody who hears it has {target}")


def _at_bridge(crossing: Crossing, layers: Sequence[Layer], ground: Ground) -> str:
    node = crossing.end
    if crossing.taken and not _to_all(layers):
        return f"{node} takes it for itself, and a bridge does not route"
    pulled = ground.pulled.get(node, ())
    said = f"{node} sends it on at no port"
    return f"{said}; pulled there: {', '.join(pulled)}" if pulled else said


def _at_sandbox(crossing: Crossing, layers: Sequence[Layer], ground: Ground) -> Ending:
    node = crossing.end
    arrival = crossing.came_out
    if arrival and arrival.frame.foreign:
        return Ending("not for it", f"{node} leaves it: it is for another MAC address")
    internet = _first(layers, "IPv4") or _first(layers, "IPv6")
    if internet is None or is_question(layers) or _to_all(layers):
        return Ending("not for it", f"{node} hears it, and it is not for {node}")
    if (internet.get("TTL") or internet.get("hop limit")) == "1":
        return Ending("dropped", f"{node} drops it: its TTL ran out")
    if node not in ground.routers:
        return Ending("dropped", f"{node} drops it: it does not route between its interfaces")
    return Ending("dropped", f"{node} does not send it on")


def _first(layers: Sequence[Layer], name: str) -> Layer | None:
    return next((layer for layer in layers if layer.name == name), None)


def is_question(layers: Sequence[Layer]) -> bool:
    """Whether it asks who has an address."""
    arp, icmp6 = _first(layers, "ARP"), _first(layers, "ICMPv6")
    if arp:
        return arp.get("operation").startswith("request")
    return icmp6 is not None and icmp6.get("type").startswith("neighbour solicitation")


def _target(layers: Sequence[Layer]) -> str:
    """The address that it is for."""
    if arp := _first(layers, "ARP"):
        return arp.get("target address")
    if (found := _first(layers, "Neighbour discovery")) and is_question(layers):
        return found.get("target")
    internet = _first(layers, "IPv4") or _first(layers, "IPv6")
    return internet.get("destination") if internet else ""


def _asker(layers: Sequence[Layer]) -> str:
    arp, internet = _first(layers, "ARP"), _first(layers, "IPv6")
    return arp.get("sender address") if arp else internet.get("source") if internet else ""


def _to_all(layers: Sequence[Layer]) -> bool:
    """Whether its destination is a group's MAC address."""
    ethernet = _first(layers, "Ethernet")
    return ethernet is not None and bool(int(ethernet.get("destination")[:2] or "0", 16) & 1)
