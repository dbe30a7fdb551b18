"""The instrument `ping-all`: every sandbox pings every address of every other one."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from engine.console.instrument import Instrument, Request
from engine.console.line import Line, Refusal
from engine.console.machine import Machine
from engine.console.tools.output import lines, running
from engine.reach import Reach, Walk
from engine.reach.picture import Address

MOST = 60
"""Sandboxes; with more it would take minutes."""
AT_ONCE = 4
"""Sandboxes that ping at the same time."""
COUNT = 3
COMMAND = ("fping", "-q", "-C", str(COUNT), "-p", "200", "-t", "1000", "-i", "1")
NEVER = 1e-4
"""A chance that is too small to be what has happened."""
ANSWERS = re.compile(r"(\S+)\s+: ([\d.\- ]+)")

Times = tuple[float, ...]
"""Milliseconds of the answers that came, of `COUNT`."""


class EverybodyRequest(Request):
    """Nothing has to be said."""


async def run(line: Line, request: EverybodyRequest, machine: Machine) -> None:
    """Tells `{type: "sandboxes", names}`, then as each has pinged `{type: "row", sandbox, cells}`, at last
    `{type: "ended"}`. A cell is `{sandbox, address, sent, received, ms, predicted, why, loss, differs}`: `ms`
    is the mean, None without an answer, `predicted` whether the design says that it answers (None: it depends
    on what is learned), `why` the sentence if not, `loss` the share of pings that it loses by chance,
    `differs` whether it is otherwise."""
    reach = Reach(await line.design())
    if len(reach.sandboxes) > MOST:
        many = f"there are {len(reach.sandboxes)} sandboxes, and at most {MOST} ping each other at once"
        raise Refusal(f"{many}; run Ping between two of them")
    await line.tell({"type": "sandboxes", "names": reach.sandboxes})
    turn = asyncio.Semaphore(AT_ONCE)

    async def pings(sandbox: str) -> None:
        async with turn:
            ways = await asyncio.to_thread(_ways, reach, sandbox)
            times = await _pinged(line, machine, sandbox, [str(way.address) for way in ways])
            await line.tell({"type": "row", "sandbox": sandbox, "cells": list(_cells(reach, ways, times))})

    async with asyncio.TaskGroup() as tasks:
        for sandbox in reach.sandboxes:
            tasks.create_task(pings(sandbox))
    await line.tell({"type": "ended"})


class Way(NamedTuple):
    """To an address of a sandbox, what the design says: the walk, and the share of pings that it loses."""

    sandbox: str
    address: Address
    walk: Walk
    loss: float


def _ways(reach: Reach, sandbox: str) -> list[Way]:
    """To every address of the others."""
    others = (other for other in reach.sandboxes if other != sandbox)
    return [
        Way(other, address, walk, reach.lost(walk) if walk.reaches else 0.0)
        for other in others
        for address, walk in reach.between(sandbox, other).items()
    ]


async def _pinged(line: Line, machine: Machine, sandbox: str, addresses: list[str]) -> Mapping[str, Times]:
    if not addresses:
        return {}
    command = [*COMMAND, *addresses]
    async with running(machine, line.topology, sandbox, command, "fping") as process:
        return dict(read([text async for text in lines(process)]))


def read(said: Iterable[str]) -> Iterator[tuple[str, Times]]:
    """What fping says of each address: `10.0.0.3 : 0.05 - 0.04`."""
    for text in said:
        if found := ANSWERS.fullmatch(text.strip()):
            yield found[1], tuple(float(each) for each in found[2].split() if each != "-")


def _cells(reach: Reach, ways: Iterable[Way], times: Mapping[str, Times]) -> Iterator[dict[str, Any]]:
    for sandbox, address, walk, loss in ways:
        came = times.get(str(address), ())
        yield {
            "sandbox": sandbox,
            "address": str(address),
            "sent": COUNT,
            "received": len(came),
            "ms": round(sum(came) / len(came), 3) if came else None,
            "predicted": walk.predicted,
            "why": reach.sentence(walk.cause) if walk.cause else "",
            "loss": loss,
            "differs": differs(walk.predicted, loss, len(came)),
        }


def differs(predicted: bool | None, loss: float, received: int) -> bool:
    """Whether so many answers are not what the design says, if it says. What did not come may be the loss
    that it asks for. All of it, too: two lost questions for a neighbour in a row take all pings along, as if
    each of these were lost."""
    if predicted is None:
        return False
    if not predicted:
        return received > 0
    return received < COUNT and not loss if received else loss**2 < NEVER


INSTRUMENT = Instrument(EverybodyRequest, run)
