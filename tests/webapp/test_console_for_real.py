"""The console of a running Patchboard: started when somebody comes, and gone with the engine."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE

import pytest

from engine.console.terminals.limits import Limits
from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.installation import IS_ROOT, WAYS, WHY_ROOT, Installation
from tests.webapp.lines import line
from tests.webapp.running import manage

pytestmark = [pytest.mark.kernel, pytest.mark.skipif(not IS_ROOT, reason=WHY_ROOT)]

DESIGN = Path(__file__).parents[2] / "webapp/store/demonstrations/two-bridges.yaml"
SHELL = "--rcfile /run/bashrc"
OWN = "what-is-only-for-patchboard-itself"
"""A value in the environment that Patchboard is started with, as the password of its database may be."""


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    for program in ("bwrap", "ping", "fping", "traceroute", "tracepath", "iperf3", "curl"):
        require(program)


@pytest.fixture(scope="module", params=WAYS)
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOMETHING_SECRET", OWN)
        with WAYS[request.param](Path(tmp_path_factory.mktemp("console"))) as installation:
            yield installation


@pytest.fixture(scope="module")
def name(here: Installation) -> Iterator[str]:
    """A deployed topology with app1 and app2 on a network, app3 and app4 on another."""
    name = f"c{os.getpid()}"
    assert manage(here.data, "import_design", str(DESIGN), "--name", name).returncode == 0
    assert manage(here.data, "deploy", name, "--wait").returncode == 0
    yield name
    manage(here.data, "destroy", name, "--wait")


@dataclass(frozen=True)
class Orphans:
    """Processes whose lines were carried by a web process that was killed, and when that was."""

    pings: set[int]
    shells: set[int]
    since: float


@pytest.fixture(scope="module")
def orphans(here: Installation, name: str) -> Orphans:
    """Of a ping that would go on for seconds, and of a terminal."""
    with (
        line(here.patchboard, name, type="terminal", sandbox="app1") as shell,
        line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping,
    ):
        shell.until_it_shows(b"# ")
        ping.until("reply")
        found = Orphans(running(here, "ping -n -O"), running(here, SHELL), time.monotonic())
        os.kill(here.patchboard.children()["web"], signal.SIGKILL)
    return found


def running(here: Installation, words: str) -> set[int]:
    """The processes of this Patchboard, or in its sandboxes, that were started with these words."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and words.encode() in _command(int(entry.name)):
            found.add(int(entry.name))
    return found & _below(here.patchboard.process.pid)


def _environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return b""


def _below(pid: int) -> set[int]:
    """It and all that it and those have started, whichever of their threads did."""
    try:
        told = [entry.read_text() for entry in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return set()
    children = {int(child) for words in told for child in words.split()}
    return {pid, *(each for child in children for each in _below(child))}


def test_nothing_of_the_console_runs_until_somebody_comes(here: Installation, name: str) -> None:
    assert not running(here, "runconsole")
    with line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping:
        assert ping.until("reply")["from"] == "10.0.0.3"
        assert len(running(here, "runconsole")) == 1


def test_its_socket_is_for_the_web_process_alone(here: Installation) -> None:
    web = Path(f"/proc/{here.patchboard.children()['web']}").stat()
    folder = here.data / "run"
    for path, mode in ((folder, 0o700), (folder / "console.sock", 0o600)):
        assert (S_IMODE(path.stat().st_mode), path.stat().st_uid) == (mode, web.st_uid)


def test_a_tool_ends_with_the_browser_that_used_it(here: Installation, name: str) -> None:
    with line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping:
        ping.until("reply")
        assert running(here, "ping -n -O")
    until(lambda: not running(here, "ping -n -O"))


def test_a_web_process_that_is_killed_takes_its_tools_along_at_once(
    here: Installation, orphans: Orphans
) -> None:
    assert orphans.pings and orphans.shells
    until(lambda: not running(here, "ping -n -O"), 2)
    assert orphans.shells <= running(here, SHELL), "it waits for its owner"


def test_no_secret_is_in_arguments_or_environments(here: Installation, name: str) -> None:
    sessions = [each.partition("=")[2] for each in here.patchboard.cookie.split("; ")]
    secrets = [*sessions, (here.data / "secret_key").read_text().strip(), here.patchboard.link.split("/")[-2]]
    with (
        line(here.patchboard, name, type="terminal", sandbox="app1") as shell,
        line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping,
    ):
        shell.until_it_shows(b"# ")
        ping.until("reply")
        (console,) = running(here, "runconsole")
        started = b"".join(_command(pid) + _environment(pid) for pid in _below(console) - {console})
        own = _command(console) + _environment(console)
        shell.say(type="end")
        shell.until("ended")
    assert b"ping -n -O" in started and SHELL.encode() in started
    assert all(secrets) and not [each for each in secrets if each.encode() in started + own]
    assert OWN.encode() in own and OWN.encode() not in started


def test_a_terminal_is_in_its_sandbox(here: Installation, name: str) -> None:
    with line(here.patchboard, name, type="terminal", sandbox="app1") as shell:
        shell.connection.send(b"ping -c1 -W3 10.0.0.3; echo >/dev/stderr; exit 7\r")
        heard = shell.rest()
    shown = b"".join(each for each in heard if isinstance(each, bytes))
    assert b"1 received" in shown and b"denied" not in shown
    assert {"type": "ended", "status": 7, "reason": ""} in heard


def test_everybody_answers_as_the_design_predicts(here: Installation, name: str) -> None:
    with line(here.patchboard, name, type="ping-all") as everybody:
        rows = [each for each in everybody.rest() if each["type"] == "row"]
    cells = [cell | {"from": row["sandbox"]} for row in rows for cell in row["cells"]]
    answers = {(cell["from"], cell["sandbox"]) for cell in cells if cell["received"] == cell["sent"]}
    assert len(cells) == 12
    assert answers == {("app1", "app2"), ("app2", "app1"), ("app3", "app4"), ("app4", "app3")}
    assert all(cell["predicted"] == bool(cell["received"]) for cell in cells)


@pytest.mark.parametrize(
    ("tool", "target", "kind", "field", "value"),
    [
        ("traceroute", "app2", "hop", "address", "10.0.0.3"),
        ("mtu", "app2", "mtu", "bytes", 1500),
        ("iperf3", "app2", "rate", "counted", ""),
        ("http", "app2", "line", "text", "curl: (7) Failed to connect"),
    ],
)
def test_a_tool_says_what_it_finds(
    here: Installation, name: str, tool: str, target: str, kind: str, field: str, value: object
) -> None:
    with line(here.patchboard, name, type="tool", tool=tool, sandbox="app1", target=target) as used:
        found = used.until(kind)[field]
        assert found.startswith(value) if isinstance(value, str) else found == value


@pytest.mark.parametrize("here", ["as_root"], indirect=True, scope="module")
def test_a_terminal_that_is_left_by_the_web_process_is_gone_within_its_wait(
    here: Installation, orphans: Orphans
) -> None:
    latest = orphans.since + Limits().linger + Limits().patience + 5
    until(lambda: not orphans.shells & running(here, SHELL), latest - time.monotonic())


def test_an_engine_that_is_killed_takes_all_of_it_along(here: Installation, name: str) -> None:
    with line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping:
        ping.until("reply")
        console = running(here, "runconsole")
        pings = running(here, "ping -n -O")
        assert console and pings
        os.kill(here.patchboard.children()["engine"], signal.SIGKILL)
        ping.rest()
        assert ping.reason and ping.reason.startswith("the console has ended")
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in console | pings))
    until(lambda: "engine" in here.patchboard.children(), 10)
