"""How a process runs in a sandbox: what of the machine it sees, and what it may not do.

`bwrap` gives it pid, mount, IPC and UTS namespaces, a read-only root that shows programs and /etc only, and
private /tmp, /run, /var and homes. It is started by root of the topology's user namespace, in the sandbox's
network namespace, and keeps of that root what networking needs.
"""

import base64
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.backends.kernel import seccomp

FIRST_DATA = 10
"""The descriptor of a confinement's first `data`."""

CAPABILITIES = ("CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_NET_BIND_SERVICE")

NEW_SESSION: Sequence[str] = ("--new-session",)
OWN_SESSION: Sequence[str] = ()

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_SHOWN = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt")
_PRIVATE = ("/tmp", "/run", "/var", "/home", "/root", "/sys")
NETNS_FILES = Path("/etc/netns")
_IN_VAR = ("/var/tmp", "/var/lib", "/var/log", "/var/cache", "/var/spool")
_MOST = 64 << 20
"""Bytes that a private folder holds."""

Argv = list[str]


@dataclass(frozen=True, slots=True)
class Confined:
    """`argv` runs the command; the texts of `data`, in base64, must be open as descriptors from `FIRST_DATA`
    on."""

    argv: Argv
    environment: Mapping[str, str]
    data: tuple[str, ...]


def program() -> str | None:
    """Where `bwrap` is."""
    return found("bwrap")


def found(command: str) -> str | None:
    """Where a program is that a sandbox sees too."""
    return shutil.which(command, path=PATH)


def confine(
    command: Sequence[str],
    hostname: str,
    environment: Mapping[str, str] | None = None,
    files: Iterable[tuple[str, bytes]] = (),
    shared: Iterable[tuple[Path, str]] = (),
    session: Sequence[str] = NEW_SESSION,
) -> Confined:
    """The command, confined. `files` are paths with what the command finds there; `shared` are files of the
    machine and the paths where it sees them. Paths are absolute. `session`: `NEW_SESSION`, or `OWN_SESSION`
    for what has a terminal that nothing else of the machine has."""
    placed = [(_resolved(path), content) for path, content in files]
    bound = [(source, _resolved(path)) for source, path in shared if source.exists()]
    argv = [program() or "bwrap", *isolation(hostname), *session]
    anew = _made_anew([path for path, _ in placed] + [path for _, path in bound])
    argv += [*_machine(), *(word for folder in anew for word in _around(folder))]
    for folder in _hidden():
        argv += ["--size", "4096", "--tmpfs", str(folder)]
    for folder in sorted({folder for path, _ in placed for folder in path.parents if not folder.exists()}):
        argv += ["--dir", str(folder)]
    for source, path in bound:
        argv += ["--ro-bind", str(source), str(path)]
    for number, (path, _) in enumerate(placed, FIRST_DATA + 1):
        argv += ["--perms", "0644", "--ro-bind-data", str(number), str(path)]
    for folder in (*anew, Path("/")):
        argv += ["--remount-ro", str(folder)]
    argv += ["--chdir", "/", "--seccomp", str(FIRST_DATA), "--", *command]
    data = (seccomp.program(), *(content for _, content in placed))
    standard = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8"}
    return Confined(argv, standard | dict(environment or {}), tuple(map(_text, data)))


def isolation(hostname: str) -> Argv:
    """Namespaces and capabilities."""
    argv = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", hostname]
    argv += ["--die-with-parent", "--cap-drop", "ALL"]
    for name in CAPABILITIES:
        argv += ["--cap-add", name]
    return argv


def _machine() -> Argv:
    argv: Argv = []
    for folder in map(Path, _SHOWN):
        if folder.is_symlink():
            argv += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            argv += ["--ro-bind", str(folder), str(folder)]
    for private in _PRIVATE:
        argv += ["--size", str(_MOST), "--tmpfs", private]
    for folder in map(Path, _IN_VAR):
        argv += ["--dir", str(folder)]
    argv += ["--symlink", "/run", "/var/run", "--proc", "/proc", "--dev", "/dev"]
    argv += ["--size", str(_MOST), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]  # has no size of its own
    return argv


def _hidden() -> Iterator[Path]:
    """Patchboard itself, its data and other sandboxes' files, where they lie in a folder that is shown."""
    if NETNS_FILES.is_dir():
        yield NETNS_FILES
    for folder in {Path(__file__).resolve().parents[3], Path(os.environ.get("PATCHBOARD_DATA", "/run"))}:
        if any(folder.is_relative_to(shown) for shown in _SHOWN):
            yield folder


def _resolved(path: str) -> Path:
    """Where a path leads that may go through links, such as that of /etc/resolv.conf into /run."""
    return Path(os.path.realpath(path))


def _made_anew(paths: Sequence[Path]) -> list[Path]:
    """The folders that have to be made anew so that a file can be put at each of the paths."""
    return sorted({way for path in paths if _is_shown(path) for way in [_way(path)] if way})


def _around(folder: Path) -> Iterator[str]:
    """A folder made anew: with what is in it or, if nobody but its owner may enter it, empty."""
    yield from ("--tmpfs", str(folder))
    for entry in sorted(folder.iterdir()) if _is_open(folder) else ():
        if entry.is_symlink():
            yield from ("--symlink", str(entry.readlink()), str(entry))
        else:
            yield from ("--ro-bind", str(entry), str(entry))


def _way(path: Path) -> Path | None:
    """The folder to make anew; None if there is a file that it can be put over."""
    folders = [folder for folder in reversed(path.parents) if folder.is_dir()]
    closed = next((folder for folder in folders if not _is_open(folder)), None)
    return closed or (None if path.exists() else folders[-1])


def _is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & 0o001)


def _is_shown(folder: Path) -> bool:
    return any(folder.is_relative_to(shown) for shown in _SHOWN)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
