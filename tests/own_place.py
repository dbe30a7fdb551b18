"""A place of its own on this machine for a run of the tests, of which nothing stays however the run ends.

Temporary files, and with them the data folder, lie in one folder. As root, names of namespaces and the files
of services and sandboxes are seen by nobody but this run and what it starts: the kernel takes them apart with
the last of these processes. `tests.watcher` ends those and removes the folder.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engine.backends.kernel import confinement, home, permissions, supervisors
from engine.backends.kernel.syscalls import CLONE_NEWNET, CLONE_NEWNS, MS_REC, MS_SLAVE, mount, unshare
from tests import belongings

ROOT = Path(__file__).parents[1]
BESIDE_OTHERS = "PYTEST_XDIST_WORKER" in os.environ
OWN = {home.RUN_NETNS: "mode=755", supervisors.HOME: "mode=700", confinement.NETNS_FILES: "mode=755"}


def enter() -> None:
    """Move this process there, which has no threads yet; first, clear up after others that could not."""
    for folder in belongings.left():
        belongings.clear(folder)
    folder = Path(tempfile.mkdtemp(prefix=belongings.PREFIX))
    folder.chmod(0o1777)  # for ordinary users too, as /tmp is
    _have_it_watched(folder)
    if permissions.is_root():
        be_alone()
        if BESIDE_OTHERS:
            have_own_network()
    data = folder / "data"
    data.mkdir()
    os.environ |= {belongings.MARK: str(folder), "TMPDIR": str(folder), "PATCHBOARD_DATA": str(data)}
    tempfile.tempdir = str(folder)


def _have_it_watched(folder: Path) -> None:
    """The watcher shares the lock, which so is held until there is nothing to clear any more."""
    lock, this = belongings.lock(folder), os.pidfd_open(os.getpid())
    command = [sys.executable, "-S", "-m", "tests.watcher", str(folder)]
    unmarked = {name: text for name, text in os.environ.items() if name != belongings.MARK}
    subprocess.run(command, cwd=ROOT, env=unmarked, stdin=this, pass_fds=[lock], check=True)
    os.close(this)


def be_alone() -> None:
    """Have this process, and what it starts from now on, see no other's topologies and be seen by none."""
    unshare(CLONE_NEWNS)
    mount("none", Path("/"), flags=MS_REC | MS_SLAVE)
    for folder, options in OWN.items():
        folder.mkdir(parents=True, exist_ok=True)
        mount("none", folder, "tmpfs", options=options)


def have_own_network() -> None:
    """For this process and what it starts, in which nobody else's links come and go: Chromium gives up what
    it is loading whenever any do, and a test that compares them would take them for its own."""
    unshare(CLONE_NEWNET)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
