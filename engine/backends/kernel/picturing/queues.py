"""Queueing disciplines that let nothing pass, or not all."""

import sys
from collections.abc import Mapping
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.netlink import RequestSocket, attributes
from engine.backends.kernel.queueing import HEADER, RTM_GETQDISC, Discipline, decode

_EVERY = netlink.listing(RTM_GETQDISC, HEADER.pack(0, 0, 0, 0, 0))
_FRAME = 98
"""Bytes of an echo request as `ping` sends it, with its Ethernet header."""
_ALL = 0xFFFFFFFF
_NETEM, _NETEM_CORRUPT = Struct("=IIII"), 4
_TBF, _TBF_PARAMETERS = Struct("=12s12sIII"), 1
_SPEED_AT, _TICK = 8, 64
_HARMLESS = ("noqueue", "noop", "pfifo_fast", "fq_codel", "fq", "mq", "sfq", "codel")


def deaf(opened: RequestSocket, links: Mapping[int, Link]) -> Mapping[int, tuple[str, str]]:
    """By link, why nothing that it sends arrives, and what else may happen to it; "" if nothing."""
    found: dict[int, tuple[str, str]] = {}
    for body in netlink.dump(opened, _EVERY):
        each = decode(body)
        if each.index in links and each.kind not in _HARMLESS:
            why, impaired = _judged(each)
            before = found.get(each.index, ("", ""))
            found[each.index] = (before[0] or why, before[1] or impaired)
    return found


def _judged(each: Discipline) -> tuple[str, str]:
    match each.kind:
        case "ingress" | "clsact":
            return "", f"a queue of the kind {each.kind}, whose filters may drop or redirect"
        case "blackhole":
            return "a queue that is a black hole", ""
        case "netem":
            return _of_netem(each.options)
        case "pfifo" | "bfifo" if not any(each.options[:4]):
            return f"a queue ({each.kind}) with room for nothing", ""
        case "tbf" if _burst(each.options) < _FRAME:
            return "a token bucket (tbf) that is smaller than a packet", ""
        case "pfifo" | "bfifo" | "tbf":
            return "", ""
    return "", f"a queue of the kind {each.kind}"


def _of_netem(options: memoryview) -> tuple[str, str]:
    loss = _NETEM.unpack_from(options)[2]
    corrupt = attributes(options, 24).get(_NETEM_CORRUPT, b"\0\0\0\0")
    if _ALL in (loss, int.from_bytes(corrupt[:4], sys.byteorder)):
        return "netem with a loss of 100%", ""
    return "", f"netem with a loss of {loss / _ALL:.0%}" if loss else ""


def _burst(options: memoryview) -> int:
    """Bytes that may go at once, which is also the largest packet."""
    rate, _, _, ticks, _ = _TBF.unpack(attributes(options, 0)[_TBF_PARAMETERS])
    speed = int.from_bytes(rate[_SPEED_AT:12], sys.byteorder)
    return int(ticks * _TICK * speed // 10**9)
