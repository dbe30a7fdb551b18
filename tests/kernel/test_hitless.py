"""Killing and starting the engine again interrupts nobody: no reset, no lost packet."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kernel import labs, stream
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.formats.native import dump_yaml

ROOT = Path(__file__).parents[2]
KILLS = 3
RESTART = 60.0
"""Seconds that an engine may take to start and look at everything, on a busy machine."""


class Installation:
    """Patchboard's commands, on data of its own."""

    def __init__(self, data: Path) -> None:
        self._environment = os.environ | {"PATCHBOARD_DATA": str(data)}

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def engine(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "runengine"]
        return subprocess.Popen(command, cwd=ROOT, env=self._environment)


class Inside:
    """A process in a sandbox, which writes into a file."""

    def __init__(self, world: World, place: str, file: Path, *command: str) -> None:
        self._file = file
        with file.open("w") as output:
            self.process = subprocess.Popen(
                ["ip", "netns", "exec", world.netns(place), *command], stdin=subprocess.PIPE, stdout=output
            )

    def said(self) -> str:
        """All that it printed so far."""
        return self._file.read_text()

    def end(self) -> str:
        """All that it printed, when it has ended well after its input did."""
        self.process.communicate(timeout=20)
        assert self.process.returncode == 0, self.said()
        return self.said()


@pytest.fixture
def installation(tmp_path: Path, world: World) -> Iterator[Installation]:
    made = Installation(tmp_path)
    file = tmp_path / "design.yaml"
    file.write_text(dump_yaml(labs.one_bridge(3).model_copy(update={"name": world.name})))
    made.manage("migrate", "--verbosity=0")
    made.manage("import_design", str(file))
    yield made


@contextmanager
def traffic(world: World, folder: Path) -> Iterator[None]:
    """A TCP stream and a hundred pings a second from app1 to app2; fails if any of it is lost."""
    program = [sys.executable, "-I", "-u", stream.__file__]
    receiver = Inside(world, "app2", folder / "received", *program, "receive", "7000")
    until(lambda: receiver.said() == "ready\n")
    sender = Inside(world, "app1", folder / "sent", *program, "send", "10.0.0.3", "7000")
    ping = Inside(world, "app1", folder / "pings", "ping", "-n", "-i", "0.01", "10.0.0.3")
    yield
    ping.process.send_signal(signal.SIGINT)
    assert int(sender.end()) == int(receiver.end().removeprefix("ready\n")) > 1000
    answered = [int(number) for number in re.findall(r"icmp_seq=(\d+) ttl", ping.end())]
    assert answered == list(range(1, len(answered) + 1))
    assert len(answered) > 100


def test_a_tcp_stream_and_pings_survive_killing_and_starting_the_engine_again(
    world: World, installation: Installation, tmp_path: Path
) -> None:
    engine = installation.engine()
    try:
        installation.manage("deploy", world.name)
        until(world.names, RESTART)
        installation.manage("deploy", world.name, "--wait")
        with traffic(world, tmp_path):
            for _ in range(KILLS):
                engine.kill()
                engine.wait()
                world.do("app3", "ip link set eth0 mtu 1400")
                engine = installation.engine()
                until(lambda: world.ip("app3", "link", "show", "eth0")[0]["mtu"] == 1500, RESTART)
        installation.manage("destroy", world.name, "--wait")
    finally:
        engine.terminate()
        engine.wait()
    assert world.names() == set()
