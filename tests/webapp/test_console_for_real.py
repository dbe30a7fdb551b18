"""The console of a running Patchboard: started when somebody comes, and gone with the engine."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.installation import IS_ROOT, WAYS, WHY_ROOT, Installation
from tests.webapp.lines import line
from tests.webapp.running import manage

pytestmark = [pytest.mark.kernel, pytest.mark.skipif(not IS_ROOT, reason=WHY_ROOT)]

DESIGN = Path(__file__).parents[2] / "webapp/store/demonstrations/two-bridges.yaml"


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    for program in ("bwrap", "ping", "fping", "traceroute", "tracepath", "iperf3", "curl"):
        require(program)


@pytest.fixture(scope="module", params=WAYS)
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
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


def running(here: Installation, words: str) -> set[int]:
    """The processes of this Patchboard, or in its sandboxes, that were started with these words."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and words.encode() in _command(entry):
            found.add(int(entry.name))
    return found & _below(here.patchboard.process.pid)


def _command(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ")
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


def test_a_tool_ends_with_the_browser_that_used_it(here: Installation, name: str) -> None:
    with line(here.patchboard, name, type="tool", tool="ping", sandbox="app1", target="app2") as ping:
        ping.until("reply")
        assert running(here, "ping -n -O")
    until(lambda: not running(here, "ping -n -O"))


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
