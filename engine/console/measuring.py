"""What is sent to make sure that one sandbox reaches another: pings, a TCP connection, or datagrams."""

import asyncio
from collections.abc import Sequence
from typing import Literal

from engine.backends.kernel import datagrams, flows, inside
from engine.backends.kernel.bpf import BadFilter
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.errors import Transient
from engine.explaining import Explanation

_PING = ("ping", "-n", "-c", "3", "-i", "0.3", "-W", "1")
_HEADERS = {4: 28, 6: 48}
"""Bytes of a packet that `ping` does not count."""

Answer = Literal["answered", "only small ones", "arrived", "refused", "unanswered", "not measured"]
"""`arrived`: what was sent got there, and was neither answered nor refused."""


async def measured(places: Places, topology: str, sandbox: str, target: str, found: Explanation) -> Answer:
    """From the sandbox to the address that was explained, which is the target's."""
    match found.walk.flow.kind:
        case "ping":
            return await _pinged(places, topology, sandbox, found)
        case "tcp":
            return await asyncio.to_thread(_connected, places, topology, sandbox, found)
        case "udp":
            return await asyncio.to_thread(_sent, places, topology, sandbox, landing(found, target), found)


def _connected(places: Places, topology: str, sandbox: str, found: Explanation) -> Answer:
    try:
        with places.visit(topology, sandbox) as visited:
            return flows.connected(visited, str(found.address), found.walk.flow.port)
    except (Missing, Transient, OSError):
        return "not measured"


def landing(found: Explanation, target: str) -> str | None:
    """Where datagrams are to come in: with address translation on the way that is not the target, and not
    known if the walk did not get there."""
    hops = found.walk.there
    if found.walk.reaches and hops:
        return hops[-1].into[0]
    return target if all(hop.goal == found.address for hop in hops) else None


def _sent(places: Places, topology: str, sandbox: str, at: str | None, found: Explanation) -> Answer:
    try:
        return datagrams.sent(topology, places, sandbox, str(found.address), found.walk.flow.port, at)
    except (Missing, Transient, BadFilter, OSError):
        return "not measured"


async def _pinged(places: Places, topology: str, sandbox: str, found: Explanation) -> Answer:
    """By small ones and, if the walk got there, by such as fill the first link."""
    command = [*_PING, str(found.address)]
    small = _ping(places, topology, sandbox, command)
    if not found.size:
        return await small
    size = str(found.size - _HEADERS[found.address.version])
    large = _ping(places, topology, sandbox, [*command, "-s", size])
    first, second = await asyncio.gather(small, large)
    return "only small ones" if (first, second) == ("answered", "unanswered") else first


async def _ping(places: Places, topology: str, sandbox: str, command: Sequence[str]) -> Answer:
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
