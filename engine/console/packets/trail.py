"""The instrument `trail`: one flow, and where each of its frames really went."""

import asyncio
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, replace
from ipaddress import ip_address

from pydantic import Field

from engine.addressing import by_sandbox
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.backends.kernel.tracing import Traced, trace
from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.console.tools.target import resolved
from engine.console.why import look
from engine.errors import Permanent, Transient
from engine.explaining import explained
from engine.packets.documents import Document, of_layers, of_line
from engine.reach.packet import Flow, Kind
from engine.resources import FABRIC
from engine.trail import causes
from engine.trail.steps import Step
from engine.trail.trail import trail
from topology.addressing import parse_address
from topology.values import Design

MOST_SANDBOXES = 64
"""Sandboxes in which frames are seen coming in; those beyond are believed to get what goes out to them."""
MOST_STEPS = 500


class TrailRequest(Request):
    """`to` is a sandbox, or an address of one. `port` is that of a service there; left out, the flow brings
    its own answer. `forget`: neighbours are asked for anew (ARP)."""

    source: str = Field(alias="from")
    to: str
    kind: Kind = "ping"
    port: int | None = Field(None, ge=1, le=65535)
    forget: bool = True

    def about(self) -> str:
        port = f" port {self.port}" if self.port else ""
        return f"{self.kind} from {self.source} to {self.to}{port}"


async def run(line: Line, request: TrailRequest, machine: Machine) -> None:
    """Tells `{type: "started", address}`, and when the flow is over `{type: "trail", …}`: docs/console.md."""
    design = await line.design()
    address = resolved(design, request.source, request.to)
    target = holder(design, address)
    await line.tell({"type": "started", "address": address})
    watched = _watched(design, request.source, target)
    traced = await asyncio.to_thread(_traced, line.topology, machine, watched, request, target, address)
    found = await asyncio.to_thread(trail, design, watched, traced.frames)
    hint = ""
    if traced.failure:
        hint, found = await asyncio.to_thread(
            _named, machine.places, design, request, address, traced.port, found
        )
    await line.tell(
        {
            "type": "trail",
            "address": address,
            "failure": traced.failure,
            "hint": hint,
            "missed": traced.missed,
            "more": max(0, len(found) - MOST_STEPS),
            "steps": [_document(step, found[0].time) for step in found[:MOST_STEPS]],
        }
    )


def holder(design: Design, address: str) -> str:
    """The sandbox that answers at an address, however that is written. Raises Refusal."""
    wanted = parse_address(address)
    for sandbox, addresses in by_sandbox(design).items():
        if wanted in addresses:
            return sandbox
    raise Refusal(f"no sandbox of what is deployed has {address}; choose one that has an address")


def _watched(design: Design, *first: str) -> list[str]:
    """The fabric, the two ends, what routes, and others as far as there are not too many."""
    routers = [each.name for each in design.sandboxes if each.forwarding]
    others = [each.name for each in design.sandboxes]
    return [FABRIC, *list(dict.fromkeys([*first, *routers, *others]))[:MOST_SANDBOXES]]


def _traced(
    topology: str, machine: Machine, watched: Sequence[str], request: TrailRequest, target: str, address: str
) -> Traced:
    """Blocks. Raises Refusal."""
    about = (request.source, target, request.kind, address, request.port, request.forget)
    try:
        return trace(topology, machine.places, watched, *about)
    except (Missing, Transient, Permanent) as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(f"the flow does not begin: {error.strerror}; is all of it in sync?") from error


def _named(
    places: Places, design: Design, request: TrailRequest, address: str, port: int, found: list[Step]
) -> tuple[str, list[Step]]:
    """What the state of the kernel explains of a flow that failed: where it is stopped, or ""; and the steps,
    those that ended there with that."""
    flow, to = Flow(request.kind, port), ip_address(address)
    try:
        situation = look(places, design)
    except (Transient, OSError) as error:
        return f"the network cannot be read now ({error})", found
    if request.port is None:  # the socket that would have answered is closed by now
        situation = replace(situation, seen=replace(situation.seen, listening={}))
    told = explained(situation, request.source, to, flow)
    stop = causes.stop(situation.seen, told.walk.cause) if told.walk.cause else None
    return str(told.words or ""), causes.explained(found, str(to), stop) if stop else found


def _document(step: Step, began: int) -> Document:
    return {
        "turn": step.turn,
        "time": step.time - began,
        "frame": step.frame,
        "from": step.start,
        "to": step.end,
        "cable": step.cable,
        "arrived": step.arrived,
        **of_line(step.said),
        "data": b64encode(step.data).decode(),
        "layers": of_layers(step.layers),
        "changed": [asdict(each) for each in step.changed],
        "ending": asdict(step.ending) if step.ending else None,
    }


INSTRUMENT = Instrument(TrailRequest, run, longest=60)
