"""The kernel of this machine, as root or as an ordinary user."""

import resource
from pathlib import Path

from engine.backends.kernel import home
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.places import Places

__all__ = ["KernelBackend", "Unavailable", "open_backend"]


class Unavailable(Exception):
    """Namespaces cannot be made here; says why, and what to do, in one sentence."""


def open_backend(run_directory: Path) -> KernelBackend:
    home.RUN_NETNS.mkdir(mode=0o755, parents=True, exist_ok=True)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return KernelBackend("root", Places(hard // 4))
