"""`why`: why one sandbox does not reach another, over what the kernel holds, and measured beside it."""

import asyncio
from dataclasses import asdict
from functools import cache

from pydantic import Field

from engine.addressing import by_sandbox
from engine.backends.kernel import files, observe, picturing, probe
from engine.backends.kernel.places import Places
from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.console.measuring import measured
from engine.console.verdicts import verdict
from engine.errors import Transient
from engine.explaining import Explanation, Situation, dead_services, explained
from engine.features import Features
from engine.lower import lower
from engine.planning import plan
from engine.reach import picture
from engine.reach.packet import PING, Flow, Kind
from engine.resources import Service
from topology.values import Design

LONGEST = 60.0
"""Seconds."""
MOST = 16
"""Addresses of one sandbox."""


class WhyRequest(Request):
    """From which sandbox to which; by TCP and UDP to a port."""

    from_: str = Field(alias="from", max_length=64)
    to: str = Field(max_length=64)
    kind: Kind = "ping"
    port: int | None = Field(None, ge=1, le=65535)

    @property
    def flow(self) -> Flow:
        """Raises `Refusal`."""
        if self.kind == "ping":
            return PING
        if self.port is None:
            raise Refusal(f"choose the {self.kind.upper()} port that {self.to} should listen at")
        return Flow(self.kind, self.port)

    def about(self) -> str:
        port = f" {self.port}" if self.port else ""
        return f"{self.kind}{port} from {self.from_} to {self.to}"


async def run(line: Line, request: WhyRequest, machine: Machine) -> None:
    """Tells `way` and `step` as they are found, then a `verdict` on each address, and `service` of each of
    the target's that does not run."""
    flow, design = request.flow, await line.design()
    for name in (request.from_, request.to):
        if name not in {sandbox.name for sandbox in design.sandboxes}:
            raise Refusal(f"{name} is not deployed; press Deploy first")
    try:
        situation = await asyncio.to_thread(look, machine.places, design)
    except (Transient, OSError) as error:
        raise Refusal(f"the network cannot be read now ({error}); try again") from error
    asked = by_sandbox(design).get(request.to, [])[:MOST]
    if not asked:
        raise Refusal(f"{request.to} has no address; give one of its endpoints an address")
    found = await asyncio.to_thread(
        lambda: [explained(situation, request.from_, each, flow) for each in asked]
    )
    answers = [
        asyncio.create_task(measured(machine.places, line.topology, request.from_, request.to, each))
        for each in found
    ]
    try:
        for each, answer in zip(found, answers, strict=True):
            await _tell(line, each)
            await line.tell(verdict(each, await answer, request.to))
    finally:
        for answer in answers:
            answer.cancel()
        await asyncio.gather(*answers, return_exceptions=True)
    for service, words in dead_services(situation, request.to):
        keys = [f"sandbox:{service.place}"]
        await line.tell({"type": "service", "name": service.name, "sentence": str(words), "keys": keys})


def look(places: Places, design: Design) -> Situation:
    """What there is of a deployed design. Raises `Transient` and OSError."""
    desired = lower(design, _features())
    observed = observe.observe(design.name, places)
    return Situation(
        design,
        desired,
        picturing.seen(design.name, places, picture(desired.state)),
        plan(observed, desired.state),
        tuple(each for each in observed.values() if isinstance(each, Service)),
    )


async def _tell(line: Line, found: Explanation) -> None:
    address = str(found.address)
    await line.tell({"type": "way", "address": address, "source": str(found.walk.source or "")})
    for step in found.steps:
        await line.tell({"type": "step", "address": address, **asdict(step)})


@cache
def _features() -> Features:
    """Found out once."""
    found = frozenset(name for name, present in probe.features().items() if present)
    return found | {"etc"} if files.is_writable() else found


INSTRUMENT = Instrument(WhyRequest, run, longest=LONGEST)
