"""Designs with uplinks, the engine that builds them on a machine that plays one, and who asks across them."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.kernel.uplinks.machine import Machine, Namespaces

ECHO = str(Path(__file__).with_name("echo.py"))
OUT, OUT6 = "10.0.0.0/24", "fd00:10::/64"

Document = dict[str, Any]


def design(name: str = "lab", subnets: Sequence[str] = (OUT, OUT6), *publish: Document) -> Document:
    """web and app on the uplink `out`; deep on the bridge `inner`, and far on `outer`."""
    return {
        "patchboard": "v1",
        "name": name,
        "networks": [
            {"name": "out", "driver": "uplink", "subnets": [*subnets], "publish": [*publish]},
            {"name": "inner", "subnets": ["10.0.1.0/24"]},
            {"name": "outer", "subnets": ["10.0.2.0/24"]},
        ],
        "sandboxes": [{"name": each} for each in ("web", "app", "deep", "far")],
        "endpoints": [
            {"sandbox": "web", "network": "out"},
            {"sandbox": "app", "network": "out"},
            {"sandbox": "deep", "network": "inner"},
            {"sandbox": "far", "network": "outer"},
        ],
    }


def published(port: str, sandbox: str = "web", to: str | None = None, protocol: str = "tcp") -> Document:
    return {"port": port, "sandbox": sandbox, "to": to, "protocol": protocol}


class Engine:
    """One that runs on the machine."""

    def __init__(self, machine: Machine, *options: str) -> None:
        self._process = machine.start(sys.executable, "-m", "tests.kernel.uplinks.engine", *options)

    def tell(self, verb: str, design: Document | None = None, **more: object) -> Document:
        """What it answers."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"verb": verb, "design": design, **more}) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def apply(self, design: Document) -> Document:
        """Have it built; fails unless all of it is."""
        said = self.tell("apply", design)
        assert said["done"], said["failures"]
        return said

    def destroy(self, name: str = "lab") -> Document:
        return self.tell("destroy", design(name))

    def close(self) -> None:
        """It ends with its input, if it lives."""
        self._process.communicate()


@contextmanager
def echo(machine: Namespaces, place: str, kind: str, *ports: str) -> Iterator[None]:
    """Somebody in the namespace of that name ("": on the machine) tells who asks."""
    inside = ["ip", "netns", "exec", place] if place else []
    server = machine.start(*inside, sys.executable, "-I", ECHO, "serve", kind, *ports)
    try:
        assert server.stdout and server.stdout.readline() == "ready\n"
        yield
    finally:
        server.kill()
        server.communicate()


def ask(where: Namespaces, kind: str, address: str, port: int, place: str = "") -> str:
    """What is answered there: who asked, and at which port; "" if nobody answers."""
    inside = ["ip", "netns", "exec", place] if place else []
    asking = where.command(*inside, sys.executable, "-I", ECHO, "ask", kind, address, str(port))
    return subprocess.run(asking, check=False, capture_output=True, text=True).stdout.strip()
