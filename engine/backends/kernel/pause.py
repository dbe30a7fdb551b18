"""Holds an ordinary user's user and mount namespace, in which /run/netns, /run/patchboard and /etc/netns are
the user's own, and an empty network namespace to start from; and sleeps.

A program of its own (`python -I -S pause.py FOLDER`), because a process with threads cannot make a user
namespace. `FOLDER` is what /run/patchboard is.
Goes on in the background and writes its pid to standard output, or what was refused. Nothing of the machine
is changed: only who joins sees the new mounts.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

_NEWUSER, _NEWNS, _NEWNET = 0x10000000, 0x00020000, 0x40000000
_MS_BIND, _MS_REC, _MS_SLAVE = 0x1000, 0x4000, 0x80000
_MNT_DETACH = 2
_RUN, _RUN_NETNS, _RUN_PATCHBOARD = Path("/run"), Path("/run/netns"), Path("/run/patchboard")
_ETC, _ETC_NETNS = Path("/etc"), Path("/etc/netns")

_libc = ctypes.CDLL(None, use_errno=True)


def main(folder: str) -> None:
    if os.fork():
        return
    os.setsid()
    try:
        become_root()
        show_in_run(folder)
        show_in_etc()
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


def show_in_run(folder: str) -> None:
    """Folders of one's own there. Where the machine has none, /run is made anew around them."""
    own = (_RUN_NETNS, _RUN_PATCHBOARD)
    if not all(each.is_dir() for each in own):
        rebuild_run()
        for each in own:
            each.mkdir(exist_ok=True)
    mount("none", _RUN_NETNS, "tmpfs", 0, "mode=755")
    mount(folder, _RUN_PATCHBOARD, None, _MS_BIND)


def show_in_etc() -> None:
    """The same there. Where the machine has none and the kernel cannot lay one folder over another for an
    ordinary user, there is none, and sandboxes see the machine's hosts file."""
    if not _ETC_NETNS.is_dir():
        with contextlib.suppress(OSError):
            lay_over_etc()
    if _ETC_NETNS.is_dir():
        mount("none", _ETC_NETNS, "tmpfs", 0, "mode=755")


def lay_over_etc() -> None:
    """/etc with one more folder in it; what changes in the machine's is seen, as nothing is copied."""
    aside = Path("/tmp")
    mount("none", aside, "tmpfs", 0, "mode=755")
    try:
        (aside / _ETC_NETNS.name).mkdir()
        mount("overlay", _ETC, "overlay", 0, f"lowerdir={aside}:{_ETC}")
    finally:
        checked(_libc.umount2(bytes(aside), _MNT_DETACH), f"unmount {aside}")


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
    main(sys.argv[1])
