"""`why`: why one sandbox does not reach another, over what the kernel holds, with a ping beside it."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, Literal

from pydantic import Field

from engine.addressing import by_sandbox
from engine.backends.kernel import files, inside, observe, picturing, probe
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.errors import Transient
from engine.explaining import Explanation, Situation, dead_services, explained
from engine.features import Features
from engine.lower import lower
from engine.planning import plan
from engine.reach import picture
from engine.resources import Service
from topology.values import Design

LONGEST = 60.0
"""Seconds."""
MOST = 16
"""Addresses of one sandbox."""
_PING = ("ping", "-n", "-c", "3", "-i", "0.3", "-W", "1")
_HEADERS = {4: 28, 6: 48}
"""Bytes of a packet that `ping` does not count."""

Answer = Literal["answered", "only small ones", "unanswered", "not measured"]


class WhyRequest(Request):
    """From which sandbox to which."""

    from_: str = Field(alias="from", max_length=64)
    to: str = Field(max_length=64)


async def run(line: Line, request: WhyRequest, machine: Machine) -> None:
    """Tells `way` and `step` as they are found, then a `verdict` on each address, and `service` of each of
    the target's that does not run."""
    design = await line.design()
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
    found = await asyncio.to_thread(lambda: [explained(situation, request.from_, each) for each in asked])
    pings = [asyncio.create_task(_pinged(machine, line.topology, request.from_, each)) for each in found]
    try:
        for each, ping in zip(found, pings, strict=True):
            await _tell(line, each)
            await line.tell(verdict(each, await ping))
    finally:
        for ping in pings:
            ping.cancel()
        await asyncio.gather(*pings, return_exceptions=True)
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


def verdict(found: Explanation, answer: Answer) -> dict[str, Any]:
    """What is said of an address. It is only called reachable if a ping agrees."""
    told = {
        "type": "verdict",
        "address": str(found.address),
        "reaches": found.walk.reaches and answer == "answered",
        "ping": answer,
        "sentence": _sentence(found, answer),
        "keys": list(found.steps[-1].keys) if found.words and found.steps else [],
        "fix": asdict(found.mending) if found.mending else None,
    }
    return told


def _sentence(found: Explanation, answer: Answer) -> str:
    doubted = "; ".join(found.doubts)
    if found.words:
        said = f"{found.words.said}; {found.words.remedy}"
        return f"{said} (a ping was answered all the same)" if _is_odd(found, answer) else said
    match answer:
        case "answered":
            return f"a ping comes back, though {doubted}" if doubted else "a ping comes back"
        case "unanswered":
            return f"nothing stops it for certain, yet no ping comes back: {doubted or 'try again'}"
        case "only small ones":
            return f"small pings come back, but none of {found.size} bytes: {doubted or 'see the MTUs'}"
    return "nothing is in the way, but no ping could be sent to make sure"


def _is_odd(found: Explanation, answer: Answer) -> bool:
    """A conflict may be answered by the wrong one, and what is too large is not what was sent."""
    cause = found.walk.cause
    return answer == "answered" and cause is not None and cause.why not in ("conflict", "too large")


async def _tell(line: Line, found: Explanation) -> None:
    address = str(found.address)
    await line.tell({"type": "way", "address": address, "source": str(found.walk.source or "")})
    for step in found.steps:
        await line.tell({"type": "step", "address": address, **asdict(step)})


async def _pinged(machine: Machine, topology: str, sandbox: str, found: Explanation) -> Answer:
    """By small ones and, if the walk got there, by such as fill the first link."""
    command = [*_PING, str(found.address)]
    small = ping(machine.places, topology, sandbox, command)
    if not found.size:
        return await small
    size = str(found.size - _HEADERS[found.address.version])
    large = ping(machine.places, topology, sandbox, [*command, "-s", size])
    first, second = await asyncio.gather(small, large)
    return "only small ones" if (first, second) == ("answered", "unanswered") else first


async def ping(places: Places, topology: str, sandbox: str, command: Sequence[str]) -> Answer:
    try:
        process = await inside.run(places, topology, sandbox, command)
    except (Missing, OSError):
        return "not measured"
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return "answered"
    return "unanswered" if b"packets transmitted" in said or b"nreachable" in said else "not measured"


@cache
def _features() -> Features:
    """Found out once."""
    found = frozenset(name for name, present in probe.features().items() if present)
    return found | {"etc"} if files.is_writable() else found


INSTRUMENT = Instrument(WhyRequest, run, longest=LONGEST)
