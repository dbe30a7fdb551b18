"""Whether anything is left of a topology, seen from outside: names, mounts, processes, links."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

RUN_NETNS = Path("/run/netns")


def namespaces(topology: str) -> set[int]:
    """The inodes of its namespaces, by which processes inside are known later."""
    return {os.stat(path).st_ino for path in _names(topology)}  # noqa: PTH116


def none_of(topology: str, inside: set[int]) -> None:
    """Raises if there is a name, a mount, a process in one of these namespaces, or a link to it."""
    mounts = Path("/proc/self/mountinfo").read_text()
    mounted = [line for line in mounts.splitlines() if f"{RUN_NETNS}/{topology}" in line]
    links = subprocess.run(["ip", "-o", "link"], check=True, capture_output=True, text=True).stdout
    left = {
        "names": [str(path) for path in _names(topology)],
        "mounts": mounted,
        "processes": [pid for pid in _processes() if _is_in(pid, inside)],
        "links": [line for line in links.splitlines() if f"link-netns {topology}" in line],
    }
    if any(left.values()):
        raise SystemExit(f"left of {topology}: {left}")


def _names(topology: str) -> list[Path]:
    return [path for path in RUN_NETNS.iterdir() if path.name.split(".")[0] == topology]


def _processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _is_in(pid: str, inside: set[int]) -> bool:
    with suppress(OSError):  # it ended meanwhile
        return os.stat(f"/proc/{pid}/ns/net").st_ino in inside  # noqa: PTH116
    return False
