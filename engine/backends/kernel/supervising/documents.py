"""The documents that the engine and a supervisor leave for each other: JSON, whole or not at all."""

import json
from pathlib import Path
from typing import Any, NotRequired, TypedDict


class Confining(TypedDict):
    """A program that is to run, confined, in a sandbox.

    `argv` runs it in the network namespace `netns` (a path; `inode` says which namespace that was). The texts
    of `data`, in base64, are handed over as descriptors from `FIRST_DATA` on. It is refused one more process
    when its topology has so many `processes`: all that run in its sandboxes have one user id.
    """

    netns: str
    inode: int
    argv: list[str]
    environment: dict[str, str]
    data: list[str]
    processes: int


class Shell(Confining):
    """A terminal's. It is counted in the control groups into which one gets by the files `groups`."""

    groups: list[str]


class Order(Confining):
    """One service that is to run.

    `log` is in KiB. `definition` is the engine's own, and so are the inodes of the files in /etc that it has
    `mounted`. `attempt` is another number when it is to begin anew unchanged. One that is `paused` stands
    still, or is not started, until it is to go on; orders of older engines do not say.
    """

    restart: str
    log: int
    definition: dict[str, Any]
    mounted: dict[str, int]
    attempt: int
    paused: NotRequired[bool]


class Wanted(TypedDict):
    """All that is to run, by `sandbox/service`. `number` is another one each time; `hurry`: what is to go
    need not be asked to end."""

    number: int
    hurry: bool
    services: dict[str, Order]


class Condition(TypedDict):
    """How a service is, in words; `again`: whether it is started again without anybody's doing."""

    state: str
    again: bool
    pid: int | None


class State(TypedDict):
    """What the supervisor made of the `Wanted` with that number; `leaving` are still being ended."""

    number: int
    leaving: list[str]
    services: dict[str, Condition]


FIRST_DATA = 10


def read(path: Path) -> Any:
    """What was written there last; None if nothing was."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None


def write(path: Path, document: object) -> None:
    """Nobody ever sees half of it."""
    fresh = path.with_name(f"{path.name}~")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(document))
    fresh.replace(path)
