"""A flow between two sandboxes, with every link of the topology watched while it runs."""

import time
from collections.abc import Sequence
from contextlib import ExitStack, closing

from engine.addressing import version
from engine.backends.kernel import bpf, flows, neighbours
from engine.backends.kernel.capture import Capture
from engine.backends.kernel.places import Places
from engine.packets.frame import Frame
from engine.reach.packet import Kind
from engine.resources import FABRIC
from engine.value import value

MOST = 5000
"""Frames that are kept."""
_QUIET = 0.25
"""Seconds without a frame after which none is expected any more."""
_LATEST = 2.0
"""Seconds after the flow; where others ask for neighbours all the time, it is never quiet."""

_AROUND = {
    4: "arp or (icmp and icmp[icmptype] != icmp-echo and icmp[icmptype] != icmp-echoreply)",
    6: "(icmp6 and ip6[40] != 128 and ip6[40] != 129)",
}
"""The questions for MAC addresses that go before, and errors; not the pings of others."""


@value
class Traced:
    """The frames by place, in the order of time; `failure` says why there was no answer, or is "". `missed`
    are frames that the kernel had no room for, or that were too many. `port` is that of the answering side,
    0 of a ping."""

    frames: tuple[tuple[str, Frame], ...]
    failure: str
    missed: int
    port: int = 0


def trace(
    topology: str,
    places: Places,
    watched: Sequence[str],
    source: str,
    target: str,
    kind: Kind,
    address: str,
    port: int | None,
    forget: bool,
) -> Traced:
    """Run the flow once (`flows.ready`). `watched` are places, with the fabric; `forget`: they first forget
    what they have learned of their neighbours, so that their questions are seen too. Blocks some seconds at
    most; raises `Missing`, `Transient`, BadFilter and OSError."""
    with ExitStack() as stack:
        visited = {
            place: stack.enter_context(places.visit(topology, place)) for place in {*watched, source, target}
        }
        flow = flows.ready(kind, visited[source], visited[target], address, port, stack)
        code = bpf.compiled(f"{_AROUND[version(address)]} or {flow.frames}", visited[FABRIC])
        if forget:
            for place in watched:
                neighbours.forget(visited[place].socket)
        capture = stack.enter_context(
            closing(Capture(topology, places, [(place, "") for place in watched], code))
        )
        failure = flow.run()
        taken = _all(capture)
        surplus = max(0, len(taken) - MOST)
        frames = tuple((watched[number], frame) for number, frame in taken[:MOST])
        return Traced(frames, failure, capture.missed() + surplus, flow.port)


def _all(capture: Capture) -> list[tuple[int, Frame]]:
    """What has come, and what still comes until it is quiet."""
    found: list[tuple[int, Frame]] = []
    until = time.monotonic() + _LATEST
    while (more := capture.take(_QUIET)) and len(found) <= MOST and time.monotonic() < until:
        found += more
    return sorted(found, key=lambda each: each[1].time)
