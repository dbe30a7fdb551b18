"""A process that becomes a shell at a terminal of its own: `main(DESCRIPTOR, PARENT)`.

The descriptor holds a `Shell` as JSON; `PARENT` is the process that it ends with. The standard descriptors
are a terminal that belongs to no session yet.
"""

import fcntl
import json
import os
import sys
import termios
from pathlib import Path

from . import process
from .documents import Shell


def main(descriptor: str, parent: str) -> None:
    with os.fdopen(int(descriptor)) as file:
        shell: Shell = json.load(file)
    try:
        _take_terminal()
        for group in shell["groups"]:
            Path(group).write_text("0")
        netns = process.open_netns(shell)
    except (OSError, process.Gone) as error:
        sys.exit(str(error))
    process.become(shell, netns, [process.in_memory(text) for text in shell["data"]], int(parent))


def _take_terminal() -> None:
    """When it is hung up, that ends this process, and with it all that runs in there."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
