"""How long a letter that is typed takes to be shown, in a terminal and at a bare pty of the same web server.

    python -m tests.bench.echo [--rounds N] [--json]

Both shells are reached by a websocket of one and the same web process: the bare one is its own child, that of
the terminal is in a sandbox, behind the console. They take turns, round by round, a letter at a time. Needs
root.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.bench.arguments import parser
from tests.bench.figures import Figure, Report, finish
from tests.webapp.installation import as_root
from tests.webapp.running import Patchboard, environment, manage

BOUND = 3.0
LETTERS = 200
"""Of a round, for each."""
LINE = 40
"""Letters after which the line is wiped."""
SOON = 20.0

DESIGN = Path(__file__).parents[2] / "webapp/store/demonstrations/two-bridges.yaml"
NAME = "bench-echo"


def main(arguments: list[str]) -> int:
    options = parser("echo").parse_args(arguments)
    return finish(report(options.rounds), options.json)


def report(rounds: int = 5) -> Report:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
    with _shells() as (terminal, bare):
        taken = [(_echoes(terminal), _echoes(bare)) for _ in range(rounds)]
    ratio = median(_p95(ours) / _p95(theirs) for ours, theirs in taken)
    ours, theirs = ([1000 * each for each in _all(kind)] for kind in zip(*taken, strict=True))
    figures = (
        Figure("terminal / bare pty, p95", ratio, "x", BOUND),
        Figure("a letter in a terminal, p95", _p95(ours), "ms"),
        Figure("a letter at a bare pty, p95", _p95(theirs), "ms"),
        Figure("a letter in a terminal, median", median(ours), "ms"),
        Figure("a letter at a bare pty, median", median(theirs), "ms"),
    )
    return Report("Echo of what is typed", figures, {"rounds": rounds, "letters": LETTERS})


def _echoes(shell: ClientConnection) -> list[float]:
    """Seconds, letter by letter."""
    found = []
    for number in range(LETTERS):
        if number % LINE == 0:
            _wipe(shell)
        found.append(_echo(shell))
    return found


def _echo(shell: ClientConnection) -> float:
    began = time.perf_counter()
    shell.send(b"x")
    _await(shell, b"x")
    return time.perf_counter() - began


def _wipe(shell: ClientConnection) -> None:
    """What has been typed, and wait for a fresh prompt."""
    shell.send(b"\x15\r")
    _await(shell, b"# ")


def _await(shell: ClientConnection, words: bytes) -> None:
    seen = b""
    while words not in seen:
        said = shell.recv(SOON)
        seen += said if isinstance(said, bytes) else b""


@contextmanager
def _shells() -> Iterator[tuple[ClientConnection, ClientConnection]]:
    """One in a sandbox, and one beside the web server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="patchboard-bench-")))
        here = stack.enter_context(as_root(folder))
        stack.callback(manage, here.data, "destroy", NAME, "--wait")
        assert manage(here.data, "import_design", str(DESIGN), "--name", NAME).returncode == 0
        assert manage(here.data, "deploy", NAME, "--wait").returncode == 0
        port = stack.enter_context(_server(here.data))
        terminal = stack.enter_context(_socket(here.patchboard, port, f"console/{NAME}"))
        terminal.send('{"type": "terminal", "sandbox": "app1"}')
        bare = stack.enter_context(_socket(here.patchboard, port, "bare"))
        for shell in (terminal, bare):
            _await(shell, b"# ")
        yield terminal, bare


@contextmanager
def _server(data: Path) -> Iterator[int]:
    """The port of a second web process on the same data, which has the bare pty too."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.fileno()
        command = [sys.executable, "-m", "tests.bench.bare_pty", str(number)]
        process = subprocess.Popen(command, env=environment(data), pass_fds=[number])
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _socket(patchboard: Patchboard, port: int, path: str) -> Iterator[ClientConnection]:
    address, cookie = f"127.0.0.1:{port}", {"Cookie": patchboard.cookie}
    with connect(
        f"ws://{address}/{path}/",
        additional_headers=cookie,
        origin=Origin(f"http://{address}"),
        compression=None,
        proxy=None,
        open_timeout=SOON,
    ) as opened:
        yield opened


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def _all(parts: tuple[list[float], ...]) -> list[float]:
    return [value for part in parts for value in part]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
