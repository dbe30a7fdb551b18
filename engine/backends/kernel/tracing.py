"""A flow between two sandboxes, with every link of the topology watched while it runs."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from typing import Literal

from engine.backends.kernel import bpf, flows, neighbours
from engine.backends.kernel.capture import Capture
from engine.backends.kernel.places import Places
from engine.packets.frame import Frame
from engine.resources import FABRIC
from engine.value import value

Kind = Literal["ping", "udp", "tcp"]

MOST = 5000
"""Frames that are kept."""
_QUIET = 0.25
"""Seconds without a frame after which none is expected any more."""


@value
class Traced:
    """The frames by place, in the order of time; `failure` says why there was no answer, or is "". `missed`
    are frames that the kernel had no room for, or that were too many."""

    frames: tuple[tuple[str, Frame], ...]
    failure: str
    missed: int


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
        code = bpf.compiled(_filter(kind, address, flow.port), visited[FABRIC])
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
        return Traced(frames, failure, capture.missed() + surplus)


def _filter(kind: Kind, address: str, port: int) -> str:
    """The flow's own frames, errors about them, and the questions for MAC addresses that go before."""
    around = "icmp6" if ":" in address else "arp or icmp"
    return f"{around} or {kind} port {port}" if port else around


def _all(capture: Capture) -> list[tuple[int, Frame]]:
    """What has come, and what still comes until it is quiet."""
    found: list[tuple[int, Frame]] = []
    while (more := capture.take(_QUIET)) and len(found) <= MOST:
        found += more
    return sorted(found, key=lambda each: each[1].time)
