"""Services on the real kernel, looked at from outside: the machine's processes, files and mounts."""

import os
from collections.abc import Iterator
from pathlib import Path

from engine.backends.kernel import supervisors
from engine.resources import Service as Resource
from tests.kernel import labs
from tests.kernel.world import World
from topology.values import Design, File, Service


def served(*services: Service, sandbox: str = "app1") -> Design:
    """Two sandboxes on a bridge, one of them with services."""
    design = labs.one_bridge()
    sandboxes = (
        each.model_copy(update={"services": services}) if each.name == sandbox else each
        for each in design.sandboxes
    )
    return design.model_copy(update={"sandboxes": tuple(sandboxes)})


def shell(script: str, name: str = "web", **fields: object) -> Service:
    return Service.model_validate({"name": name, "command": ("sh", "-c", script), **fields})


def sleeper(name: str = "web", seconds: int = 1000, **fields: object) -> Service:
    return Service.model_validate({"name": name, "command": ("sleep", str(seconds)), **fields})


def file(path: str, text: str) -> File:
    return File(path=path, text=text)


def said(world: World, service: str = "web", sandbox: str = "app1") -> str:
    """What a service has said, as far as it is kept."""
    log = supervisors.log(world.name, sandbox, service)
    before = log.with_name(f"{log.name}.1")
    return "".join(part.read_text() for part in (before, log) if part.exists())


def state(world: World, service: str = "web", sandbox: str = "app1") -> str:
    """How the backend sees it; empty if it does not exist."""
    found = world.observe().get(("service", sandbox, service))
    return found.state if isinstance(found, Resource) else ""


def processes(world: World, place: str) -> dict[int, str]:
    """What runs in a place: command lines by pid."""
    inode = os.stat(f"/run/netns/{world.netns(place)}").st_ino  # noqa: PTH116
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and _netns(entry) == inode:
            found[int(entry.name)] = _words(entry)
    return found


def pid_of(world: World, words: str, place: str = "app1") -> int | None:
    """The process in the place whose command line is just this."""
    return next((pid for pid, line in processes(world, place).items() if line == words), None)


def mentions(text: str) -> list[str]:
    """The command lines of all processes of the machine that hold the text, but for this one's."""
    return [line for _, line in everybody() if text in line and "pytest" not in line]


def everybody() -> Iterator[tuple[int, str]]:
    """All processes of the machine, with their command lines."""
    return ((int(each.name), _words(each)) for each in Path("/proc").iterdir() if each.name.isdecimal())


def parent(pid: int) -> int:
    """Who has started it; 0 if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _netns(entry: Path) -> int:
    try:
        return (entry / "ns/net").stat().st_ino
    except OSError:
        return 0


def _words(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""
