"""An ordinary user, for a command that a test starts."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.backends.kernel.syscalls import (
    CLONE_NEWNS,
    MS_BIND,
    MS_REC,
    MS_SLAVE,
    mount,
    unshare,
)

UID = 64321
ROOT = Path(__file__).parents[2]


def become(empty_run: bool = False) -> None:
    """Drop from root to a user that is nobody else, in a mount namespace in which that user can reach Python
    and the project even if they lie in root's home. `empty_run` shows a machine that has a /run, but no
    /run/netns. For a process that is only just forked; whoever is no root stays who it is."""
    if os.geteuid() != 0:
        return
    unshare(CLONE_NEWNS)
    mount("none", Path("/"), flags=MS_REC | MS_SLAVE)
    needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), ROOT}
    show(sorted(needed))  # an outer folder shows what lies in it too
    if empty_run:
        show_empty_run()
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)


def show(folders: list[Path]) -> None:
    """Lay an open folder over every closed one on the way to these."""
    opened = [(folder, os.open(folder, os.O_PATH)) for folder in folders]
    for closed in {closed for folder in folders for closed in closed_on_the_way(folder)}:
        mount("none", closed, "tmpfs", 0, "mode=755")
    for folder, descriptor in opened:
        if not folder.exists():
            folder.mkdir(parents=True)
            mount(f"/proc/self/fd/{descriptor}", folder, flags=MS_BIND | MS_REC)


def closed_on_the_way(folder: Path) -> Iterator[Path]:
    """The first folder from above that only its owner may pass."""
    way = [*reversed(folder.parents), folder]
    closed = [step for step in way if not step.stat().st_mode & 0o001]
    yield from closed[:1]


def show_empty_run() -> None:
    mount("none", Path("/run"), "tmpfs", 0, "mode=755")
    Path("/run/kept").write_text("kept\n")
    Path("/run/folder").mkdir()
    Path("/run/folder/kept").write_text("kept too\n")
    Path("/run/link").symlink_to("kept")
