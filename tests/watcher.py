"""Clears up after a run of the tests, however it ends: `python -m tests.watcher FOLDER`, with a descriptor of
the run's process as standard input. Goes on in the background."""

import os
import select
import signal
import sys
from pathlib import Path

from tests import belongings


def main(folder: str) -> None:
    """What ends the run is not to end this as well: a time limit, Ctrl-C, a terminal that is closed."""
    if os.fork():
        return
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    select.select([sys.stdin], [], [])
    belongings.clear(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1])
