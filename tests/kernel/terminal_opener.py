"""Opens a terminal in which something runs, says so, and waits: `python -m tests.kernel.terminal_opener
TOPOLOGY`."""

import asyncio
import sys

from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from tests.kernel.terminals import attached


async def main(topology: str) -> None:
    async with attached(Machine("root", Places(2)), topology, sandbox="app1") as pc:
        await pc.begins()
        await pc.run("{ (trap '' HUP; exec sleep 1000) & }")
        print("open", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
