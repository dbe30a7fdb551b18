"""Builds a topology with a service and is killed at once: `python -m tests.kernel.serving_builder NAME`."""

import os
import signal
import sys
import tempfile
from pathlib import Path

from engine.backends.kernel import open_backend
from tests.kernel.serving import served, sleeper
from tests.kernel.world import World


def main(name: str) -> None:
    world = World(open_backend(Path(tempfile.gettempdir()) / name))
    world.name = name
    world.build(served(sleeper()))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
