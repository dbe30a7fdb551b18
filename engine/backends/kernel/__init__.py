"""The kernel of this machine, as root or as an ordinary user."""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from engine.backends.kernel import commands_run, files, home, permissions, supervisors
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.places import Places
from engine.backends.kernel.rootless import Rootless
from engine.backends.kernel.unavailable import Unavailable

__all__ = ["KernelBackend", "Unavailable", "open_backend"]


def open_backend(run_directory: Path, uplinks: bool = False) -> KernelBackend:
    """The backend of this machine. Raises `Unavailable` where namespaces cannot be made.

    `uplinks`: the administrator lets root change the machine's own network for them; an ordinary user never
    can.

    Call it before the process starts threads: for an ordinary user it moves the process into namespaces of
    the user's own, which are kept for the next start by what it writes into `run_directory`.
    """
    if not sys.platform.startswith("linux"):
        raise Unavailable("Network namespaces exist on Linux only: run Patchboard there, or simulate.")
    if not permissions.is_root():
        place = Rootless(run_directory)
        return _opened("rootless", place.close, uplinks=False)
    try:
        home.prepare()
    except OSError as error:
        reason = f"{home.RUN_NETNS} cannot be made a mount ({error.strerror})"
        raise Unavailable(f"{reason}: make /run writable, or start as an ordinary user.") from error
    return _opened("root", lambda: None, uplinks)


def _opened(mode: str, leave: Callable[[], None], uplinks: bool) -> KernelBackend:
    """Each open namespace takes two descriptors; half of what the process may have is left to others."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for topology in home.topologies():
        home.clear(topology)
    files.clear()
    supervisors.prepare()
    commands_run.clear()
    return KernelBackend(mode, Places(most // 4), leave, uplinks)
