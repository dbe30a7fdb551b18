"""A Patchboard that builds for real, as root and as an ordinary user, and a look at what it built."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.running import Patchboard, environment, up

ORDINARY = "nobody"


@dataclass(frozen=True)
class Installation:
    """A running one; `enter` is put before a command that is to see its namespaces."""

    patchboard: Patchboard
    data: Path
    enter: Sequence[str]

    def pings(self, sandbox: str, address: str) -> bool:
        ping = [str(require("ping")), "-c1", "-W1", "-n", address]
        command = [*self.enter, str(require("ip")), "netns", "exec", sandbox, *ping]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def answering(self, sandbox: str, addresses: Sequence[str]) -> set[str]:
        """Those that answer the sandbox, asked twice."""
        fping = [str(require("fping")), "-a", "-r1", "-t300", "-i1", *addresses]
        command = [*self.enter, str(require("ip")), "netns", "exec", sandbox, *fping]
        return set(subprocess.run(command, check=False, capture_output=True, text=True).stdout.split())

    def interface(self, sandbox: str, name: str) -> dict[str, Any]:
        """What `ip` says of it."""
        command = [*self.enter, str(require("ip")), "-n", sandbox, "-j", "address", "show", "dev", name]
        listed = subprocess.run(command, check=True, capture_output=True, text=True)
        found: dict[str, Any] = json.loads(listed.stdout)[0]
        return found

    def queues(self, namespace: str, name: str) -> list[dict[str, Any]]:
        """What `tc` says of an interface's queueing disciplines."""
        command = [*self.enter, str(require("tc")), "-n", namespace, "-j", "qdisc", "show", "dev", name]
        listed = subprocess.run(command, check=True, capture_output=True, text=True)
        found: list[dict[str, Any]] = json.loads(listed.stdout)
        return found

    def program(self, command: Sequence[str], out: IO[bytes]) -> "subprocess.Popen[str]":
        """Started in the project's folder, on this data."""
        return subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment(self.data),
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
        )

    def namespaces(self, name: str) -> set[str]:
        listed = subprocess.run([*self.enter, "ls", "/run/netns"], check=True, capture_output=True, text=True)
        return {each for each in listed.stdout.split() if each.split(".")[0] == name}


@contextmanager
def as_root(folder: Path) -> Iterator[Installation]:
    data = folder / "data"
    with up(data) as patchboard:
        yield Installation(patchboard, data, [])


@contextmanager
def as_ordinary_user(folder: Path) -> Iterator[Installation]:
    data = folder / "data"
    data.mkdir()
    shutil.chown(data, ORDINARY)
    with up(data, prefix=[sys.executable, "-m", "tests.webapp.as_ordinary_user", ORDINARY]) as patchboard:
        holder = data / "run" / "rootless.pid"
        until(holder.exists, 30)
        enter = ["nsenter", "--mount", "--target", holder.read_text().split()[0]]
        yield Installation(patchboard, data, enter)


WAYS = {"as_root": as_root, "as_ordinary_user": as_ordinary_user}
IS_ROOT = os.geteuid() == 0
WHY_ROOT = "only root can be both root and somebody else"
