"""Tries things in a terminal, by a program that is typed into it: `python -m tests.kernel.terminal_trying RUN
TOPOLOGY` tries all probes as whoever calls it, with that run directory, and prints their outcomes as JSON."""

import asyncio
import base64
import json
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from engine.backends.kernel import open_backend
from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from engine.console.terminals.sessions import Sessions
from tests.kernel.terminal_probes import ALL_HARMFUL, ALL_HARMLESS
from tests.kernel.terminals import Typed, attached

DRIVER = """
import json, subprocess
for what, command in json.load(open("/tmp/probes")).items():
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(json.dumps(["outcome", what, done.returncode, done.stderr[-300:]]), flush=True)
"""

Probes = dict[str, list[str]]
Outcomes = dict[str, tuple[int, str]]
"""Exit status and complaint of each."""


@asynccontextmanager
async def terminal(topology: str, mode: str = "root") -> AsyncIterator[Typed]:
    machine = Machine(mode, Places(10), Sessions())
    try:
        async with attached(machine, topology, sandbox="app1") as browser:
            await browser.begins()
            yield browser
    finally:
        await machine.aclose()


async def tried(topology: str, probes: Probes, mode: str = "root") -> Outcomes:
    async with terminal(topology, mode) as pc:
        await put(pc, "/tmp/probes", json.dumps(probes))
        await put(pc, "/tmp/driver", DRIVER)
        said = await pc.run("python3 /tmp/driver", 120)
    told = [json.loads(line) for line in said.splitlines() if line.startswith('["outcome"')]
    return {what: (status, complaint) for _, what, status, complaint in told}


async def put(pc: Typed, path: str, text: str) -> None:
    """A file, as somebody pastes one: in lines that a terminal takes."""
    packed = base64.encodebytes(zlib.compress(text.encode())).decode().replace("\n", "\r")
    unpacks = "import base64, sys, zlib; print(zlib.decompress(base64.b64decode(sys.stdin.read())).decode())"
    pc.say(f"python3 -c '{unpacks}' >{path} <<.\r{packed}.\r".encode())
    assert await pc.run("echo $?") == "0\n"


def main(run: str, topology: str) -> None:
    with closing(open_backend(Path(run))) as backend:
        outcomes = asyncio.run(tried(topology, {**ALL_HARMLESS, **ALL_HARMFUL}, backend.mode))
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(*sys.argv[1:])
