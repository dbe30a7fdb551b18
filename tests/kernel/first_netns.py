"""Builds and destroys on a machine where nobody has used `ip netns` before; fails if a name stays.

In a mount namespace of its own with an empty /run: `python -m tests.kernel.first_netns`.
"""

import sys
import tempfile
from pathlib import Path

from engine.backends.kernel import open_backend
from engine.backends.kernel.syscalls import CLONE_NEWNS, MS_PRIVATE, MS_REC, mount, unshare
from tests.kernel import labs
from tests.kernel.world import World, run


def main() -> int:
    unshare(CLONE_NEWNS)
    mount("none", Path("/"), flags=MS_REC | MS_PRIVATE)
    mount("none", Path("/run"), "tmpfs")
    with tempfile.TemporaryDirectory() as folder:
        backend = open_backend(Path(folder))
        world = World(backend)
        world.build(labs.one_bridge())
        run("ip", "netns", "add", "first")
        failures = world.destroy()
        run("ip", "netns", "delete", "first")
        backend.close()
    return 1 if failures or world.names() else 0


if __name__ == "__main__":
    sys.exit(main())
