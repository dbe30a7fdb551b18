"""The instrument `capture`: frames at several points, as they pass."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field

from pydantic import Field

from engine.backends.kernel import bpf
from engine.backends.kernel.bpf import BadFilter
from engine.backends.kernel.capture import Capture, begin
from engine.backends.kernel.place import Missing
from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.console.threads import readable
from engine.errors import Transient
from engine.packets.documents import Document, of_frame
from engine.packets.frame import Frame
from engine.packets.points import NoLink, Point, named
from topology.values import Design

MOST_POINTS = 32
MOST_BYTES = 8 << 20
"""Of all frames of a capture together; with the last it may be a part of one more."""
_GLANCE = 1.0
"""Seconds from one look whether all that is watched is still there to the next."""
_PAUSE, _TOGETHER = 0.1, 200
"""Seconds from one look to the next, as no screen shows more; frames in one message."""


class CaptureRequest(Request):
    """`points` are names of endpoints, patches, networks, or sandboxes for all their endpoints."""

    points: list[str] = Field(min_length=1, max_length=MOST_POINTS)
    filter: str = Field("", max_length=bpf.LONGEST)
    seconds: int = Field(60, ge=1, le=3600)
    frames: int = Field(1000, ge=1, le=10_000)

    def about(self) -> str:
        return f"{', '.join(self.points)}{f' ({self.filter})' if self.filter else ''}"


@dataclass(slots=True)
class _Taken:
    """What a capture has taken, and how much of it was told."""

    began: float = field(default_factory=time.monotonic)
    epoch: int = field(default_factory=time.time_ns)
    frames: int = 0
    bytes: int = 0
    told: int = 0


async def run(line: Line, request: CaptureRequest, machine: Machine) -> None:
    """Tells `{type: "started", points, epoch}`, then `{type: "frames", frames, missed}` and at last
    `{type: "ended", reason, missed}`. While the browser takes nothing, the kernel counts what it drops."""
    found = _chosen(await line.design(), request.points)
    taken = _Taken()
    with closing(await asyncio.to_thread(_begun, line.topology, machine, found, request.filter)) as capture:
        told = [{"name": name, "here": each.here, "there": each.there} for name, each in found.items()]
        await line.tell({"type": "started", "points": told, "epoch": str(taken.epoch)})
        while not (reason := _bound(request, taken) or _gone(capture)):
            left = request.seconds - (time.monotonic() - taken.began)
            await _readable(capture, min(_GLANCE, left))
            frames = _kept(capture.take(), request, taken)
            for start in range(0, len(frames), _TOGETHER):
                rows = await asyncio.to_thread(_rows, frames[start : start + _TOGETHER], taken)
                await line.tell({"type": "frames", "frames": rows, "missed": capture.missed()})
            await asyncio.sleep(_PAUSE)
        await line.tell({"type": "ended", "reason": reason, "missed": capture.missed()})


def _chosen(design: Design, names: list[str]) -> Mapping[str, Point]:
    try:
        found = named(design, names)
    except NoLink as error:
        raise Refusal(str(error)) from error
    if len(found) > MOST_POINTS:
        raise Refusal(f"{len(found)} points are too many; choose at most {MOST_POINTS}")
    return found


def _begun(topology: str, machine: Machine, found: Mapping[str, Point], text: str) -> Capture:
    try:
        return begin(topology, machine.places, [(each.place, each.link) for each in found.values()], text)
    except BadFilter as error:
        raise Refusal(f"filter: {error}") from error
    except (Missing, Transient) as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(f"the capture does not begin ({error.strerror}); is all of it in sync?") from error


async def _readable(capture: Capture, seconds: float) -> None:
    """Wait for frames, at most so long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await readable([capture.fileno()])


def _kept(frames: list[tuple[int, Frame]], request: CaptureRequest, taken: _Taken) -> list[tuple[int, Frame]]:
    """Those that there is room for, whichever points they are of; of the last one only a part may fit."""
    kept: list[tuple[int, Frame]] = []
    for each in frames:
        if taken.frames >= request.frames or taken.bytes >= MOST_BYTES:
            break
        kept.append(each)
        taken.frames += 1
        taken.bytes += len(each[1].data)
    return kept


def _rows(frames: list[tuple[int, Frame]], taken: _Taken) -> list[Document]:
    first = taken.told + 1
    taken.told += len(frames)
    return [of_frame(number, *each, taken.epoch) for number, each in enumerate(frames, first)]


def _bound(request: CaptureRequest, taken: _Taken) -> str:
    """Which of its bounds it has reached, in words; "" if none."""
    if taken.frames >= request.frames:
        return f"it holds {request.frames} frames, as many as were asked for"
    if taken.bytes >= MOST_BYTES:
        return (
            f"it holds {MOST_BYTES >> 20} MiB, the most that a capture takes; a filter makes it last longer"
        )
    if time.monotonic() - taken.began >= request.seconds:
        return f"{request.seconds} s have passed, as long as was asked for"
    return ""


def _gone(capture: Capture) -> str:
    return "" if capture.is_whole() else "what was watched has been taken away; deploy, then start it again"


INSTRUMENT = Instrument(CaptureRequest, run, longest=3700)
