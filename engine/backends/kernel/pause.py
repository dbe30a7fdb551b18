"""Holds an ordinary user's user and mount namespace, in which /run/netns is the user's own, and an empty
network namespace to start from; and sleeps.

A program of its own (`python -I -S pause.py`), because a process with threads cannot make a user namespace.
Goes on in the background and writes its pid to standard output, or what was refused. Nothing of the machine
is changed: only who joins sees the new mounts.
"""

import contextlib
import ctypes
import os
from pathlib import Path

_NEWUSER, _NEWNS, _NEWNET = 0x10000000, 0x00020000, 0x40000000
_MS_BIND, _MS_REC, _MS_SLAVE = 0x1000, 0x4000, 0x80000
_RUN, _RUN_NETNS = Path("/run"), Path("/run/netns")

_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    if os.fork():
        return
    os.setsid()
    try:
        become_root()
        show_run_netns()
    except OSError as error:
        os.write(1, f"{error.filename}: {os.strerror(error.errno or 0)}".encode())
        return
    os.write(1, str(os.getpid()).encode())
    nowhere = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    os.execvp("sleep", ["sleep", "infinity"])


def become_root() -> None:
    """Root over namespaces of one's own, and nothing else: the one id is mapped."""
    uid, gid = os.geteuid(), os.getegid()
    checked(_libc.unshare(_NEWUSER | _NEWNS | _NEWNET), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"0 {gid} 1")
    mount("none", Path("/"), None, _MS_REC | _MS_SLAVE)


def show_run_netns() -> None:
    """A folder of one's own there. Where the machine has none, /run is made anew around it."""
    if not _RUN_NETNS.is_dir():
        rebuild_run()
        _RUN_NETNS.mkdir()
    mount("none", _RUN_NETNS, "tmpfs", 0, "mode=755")


def rebuild_run() -> None:
    """Lay a new folder over /run with all that was in it."""
    before = os.open(_RUN, os.O_PATH | os.O_DIRECTORY)
    mount("none", _RUN, "tmpfs", 0, "mode=755")
    for entry in Path(f"/proc/self/fd/{before}").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it went while we looked
            bind(entry, _RUN / entry.name)
    os.close(before)


def bind(source: Path, target: Path) -> None:
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir()
    else:
        target.touch()
    mount(str(source), target, None, _MS_BIND | _MS_REC)


def mount(source: str, target: Path, kind: str | None, flags: int, options: str = "") -> None:
    arguments = (source.encode(), bytes(target), kind and kind.encode(), ctypes.c_ulong(flags))
    checked(_libc.mount(*arguments, options.encode()), f"mount {target}")


def checked(result: int, what: str) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused", what)


if __name__ == "__main__":
    main()
