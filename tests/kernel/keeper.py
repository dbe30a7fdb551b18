"""Keeps a design in sync in a process of its own, which looks only when it hears that something changed.

python -m tests.kernel.keeper RUN_DIRECTORY FILE

It says so when the design is in sync for the first time, and goes on until it is killed.
"""

import signal
import sys
from pathlib import Path
from threading import Thread

from engine.backends.kernel import open_backend
from engine.worker import Worker
from tests.engine.store import Designs
from topology.formats import native
from topology.ipam import complete

NEVER = 3600.0


def main(run_directory: str, file: str) -> None:
    Path(run_directory).mkdir(exist_ok=True)
    backend, designs = open_backend(Path(run_directory)), Designs()
    design = complete(native.load(Path(file).read_text()))
    designs.want(design)
    Thread(target=Worker(backend, designs, resync=NEVER, threads=1).run, daemon=True).start()
    assert designs.wait_for("in_sync", design.name)
    print("in sync", flush=True)
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
