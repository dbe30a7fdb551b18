"""What a program in a sandbox says, line by line and within bounds."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from engine.backends.kernel import confinement, inside
from engine.backends.kernel.place import Missing
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.errors import Permanent, Transient

LONGEST_LINE = 500
"""Letters of a line that are told."""
CHUNK = 1 << 14


@asynccontextmanager
async def running(
    machine: Machine, topology: str, sandbox: str, command: Sequence[str], package: str
) -> AsyncIterator[Process]:
    """The program, which is gone afterwards. Raises `Refusal` if it cannot be started."""
    for program, its_package in (("bwrap", "bubblewrap"), (command[0], package)):
        if not confinement.found(program):
            raise Refusal(f"{program} is not installed on the server; as root: apt-get install {its_package}")
    try:
        process = await inside.run(machine.places, topology, sandbox, command)
    except (Missing, Transient, Permanent) as error:
        raise Refusal(f"sandbox {sandbox} cannot be entered: {error}") from error
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def lines(process: Process) -> AsyncIterator[str]:
    """Each line as it comes, cut if it is long; what cannot be printed is left out."""
    assert process.stdout
    rest = b""
    while said := await process.stdout.read(CHUNK):
        *whole, rest = (rest + said).replace(b"\r", b"").split(b"\n")
        for line in whole:
            yield _printable(line)
        rest = rest[: 4 * LONGEST_LINE]
    if rest:
        yield _printable(rest)


async def heard(process: Process, words: str, seconds: float) -> bool:
    """Whether it says these words within so many seconds; more of what it says is left unread."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for line in lines(process):
                if words in line:
                    return True
    return False


def _printable(line: bytes) -> str:
    text = line[: 4 * LONGEST_LINE].decode(errors="replace")
    return "".join(letter for letter in text if letter.isprintable() or letter == "\t")[:LONGEST_LINE]
