"""Runs a program in a sandbox, confined as a service is, for as long as somebody looks at it."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.backends.kernel import confinement, files, home
from engine.backends.kernel.confinement import Confined
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.backends.kernel.supervising.documents import Confining
from engine.resources import FABRIC

PROCESSES = 768
"""Of all that runs in a topology, from which on such a program gets no more; fewer than for services, so that
these go on."""
LONGEST_LINE = 1 << 16

_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from supervising.{} import main; main(*sys.argv[2:])"


async def run(places: Places, topology: str, sandbox: str, command: Sequence[str]) -> Process:
    """The program, whose output and errors can be read as one; killing the process ends all of it. Raises
    `Missing` if there is no such sandbox.

    It ends with the calling thread, which must therefore be one that stays.
    """
    order = await asyncio.to_thread(confined, places, topology, sandbox, command)
    with handed_over(order) as descriptor:
        return await asyncio.create_subprocess_exec(
            *entering(descriptor),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            pass_fds=[descriptor],
            limit=LONGEST_LINE,
        )


def confined(places: Places, topology: str, sandbox: str, command: Sequence[str]) -> Confining:
    """What is to run where. Raises `Missing`."""
    shared = files.seen_in(topology, sandbox)
    return placed(places, topology, sandbox, confinement.confine(command, sandbox, shared=shared))


def placed(places: Places, topology: str, sandbox: str, program: Confined) -> Confining:
    """The sandbox is the topology's own, whatever its name leads to later. Raises `Missing`: the fabric is no
    sandbox, and nobody's program has any business in it."""
    if sandbox == FABRIC:
        raise Missing(home.path(topology, sandbox))
    with places.visit(topology, sandbox) as place:
        inode = place.inode
    return {
        "netns": str(home.path(topology, sandbox)),
        "inode": inode,
        "argv": program.argv,
        "environment": dict(program.environment),
        "data": list(program.data),
        "processes": PROCESSES,
    }


@contextmanager
def handed_over(order: Confining) -> Iterator[int]:
    """A descriptor from which a child reads the order."""
    descriptor = os.memfd_create("patchboard", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, json.dumps(order).encode())
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


def entering(descriptor: int, program: str = "inside") -> list[str]:
    """The command of a child that becomes what the order says and ends with this process. `program` is the
    module in `supervising` that it is until then."""
    here, code = str(Path(__file__).parent), _CODE.format(program)
    return [sys.executable, "-I", "-S", "-c", code, here, str(descriptor), str(os.getpid())]
