"""Builds a topology in a process of its own, for tests that kill it.

python -m tests.kernel.builder NAME SANDBOXES
"""

import sys
import tempfile
from pathlib import Path

from engine.backends.kernel import open_backend
from engine.lower import lower
from engine.planning import plan
from tests.kernel import labs
from topology.ipam import complete


def main(name: str, sandboxes: int) -> None:
    backend = open_backend(Path(tempfile.gettempdir()) / name)
    design = complete(labs.one_bridge(sandboxes).model_copy(update={"name": name}))
    backend.apply(name, plan(backend.observe(name), lower(design).state))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
