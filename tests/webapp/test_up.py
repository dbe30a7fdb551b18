"""`manage.py up`: one command, one line, and everything is there again after the next."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.running import PATIENCE, Patchboard, Visitor, environment, manage, status, up
from webapp.store.demonstrations import EXPECTED

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patchboard]:
    """One with a simulation, for tests that leave it as it is."""
    with up(tmp_path_factory.mktemp("up") / "data", "--simulate") as patchboard:
        yield patchboard


@pytest.fixture(scope="module")
def visitor(running: Patchboard) -> Visitor:
    """Signed in by the link."""
    visitor = Visitor()
    assert visitor.visit(running.address + running.link)[0] == f"{running.address}/"
    return visitor


@contextmanager
def live(running: Patchboard, cookie: str, name: str) -> Iterator[ClientConnection]:
    """A socket that has said hello."""
    address = f"{running.address.replace('http', 'ws')}/live/{name}/"
    origin: Any = running.address
    with connect(address, origin=origin, additional_headers={"Cookie": cookie}) as opened:
        opened.send('{"type":"hello","after":null}')
        yield opened


def hear(socket: ClientConnection, wanted: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=PATIENCE))
        if message["type"] == wanted:
            return message


def test_the_link_signs_in_once(running: Patchboard, visitor: Visitor) -> None:
    assert visitor.visit(f"{running.address}/")[0] == f"{running.address}/"
    assert Visitor().visit(running.address + running.link)[0] == f"{running.address}/sign-in/"


def test_the_demonstrations_are_there(running: Patchboard, visitor: Visitor) -> None:
    page = visitor.visit(f"{running.address}/")[1]
    assert all(name in page for name in EXPECTED)


def test_what_is_deployed_in_the_browser_comes_in_sync(running: Patchboard, visitor: Visitor) -> None:
    with live(running, visitor.cookie, "router") as socket:
        snapshot = hear(socket, "snapshot")
        until(lambda: hear(socket, "engine")["alive"], PATIENCE)
        revision = snapshot["topology"]["revision"]
        socket.send(json.dumps({"type": "deploy", "id": "d", "revision": revision}))
        while hear(socket, "report")["state"] != "in_sync":
            pass
    assert status(running.data, "router")["state"] == "in_sync"
    done = manage(running.data, "destroy", "router", "--wait")
    assert (done.returncode, done.stdout) == (0, "router is destroyed\n")


def test_a_page_from_elsewhere_opens_no_socket(running: Patchboard, visitor: Visitor) -> None:
    address = f"{running.address.replace('http', 'ws')}/live/router/"
    origin: Any = running.address.replace("127.0.0.1", "localhost")
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(address, origin=origin, additional_headers={"Cookie": visitor.cookie}),
    ):
        pytest.fail("the socket was opened")


def test_the_end_of_a_session_closes_the_socket(running: Patchboard) -> None:
    session = shell(running, MAKE_SESSION)
    with live(running, f"patchboard_session={session}", "one-bridge") as socket:
        hear(socket, "engine")
        shell(running, f"Session.objects.filter(pk='{session}').delete()")
        assert hear(socket, "closed")["reason"].startswith("you are signed out")


MAKE_SESSION = "c = Client(); c.force_login(User.objects.get()); print(c.session.session_key)"


def shell(running: Patchboard, statements: str) -> str:
    """What the statements print in a process of their own."""
    imports = (
        "from django.contrib.auth.models import User; from django.test import Client; "
        "from django.contrib.sessions.models import Session; "
    )
    return manage(running.data, "shell", "--verbosity", "0", "--command", imports + statements).stdout.strip()


@as_root
def test_the_web_process_is_nobody_and_can_become_no_one_else(running: Patchboard) -> None:
    lines = Path(f"/proc/{running.children()['web']}/status").read_text().splitlines()
    found = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert "0" not in found["Uid"].split() + found["Gid"].split()
    assert found["Groups"].strip() == ""
    assert found["NoNewPrivs"] == "1"
    assert {found[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}


@as_root
def test_every_file_of_the_database_belongs_to_the_web_process(running: Patchboard) -> None:
    web = Path(f"/proc/{running.children()['web']}").stat().st_uid
    manage(running.data, "deploy", "one-bridge", "--wait")  # root writes, too
    files = [running.data, running.data / "secret_key", *running.data.glob("patchboard.sqlite3*")]
    assert len(files) >= 3
    assert {file.stat().st_uid for file in files} == {web}
    assert stat.S_IMODE(running.data.stat().st_mode) == 0o700


def test_only_one_runs_on_a_data_folder(running: Patchboard) -> None:
    second = manage(running.data, "up", "--port", "0", "--simulate")
    assert second.returncode == 1
    assert "is running" in second.stderr and "Traceback" not in second.stderr
    third = manage(running.data, "runengine", "--simulate")
    assert third.returncode == 1 and "stop it first" in third.stderr


def test_a_port_that_is_taken_is_said_with_what_to_do(running: Patchboard, tmp_path: Path) -> None:
    port = running.address.rpartition(":")[2]
    refused = manage(tmp_path / "other", "up", "--port", port, "--simulate")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert f"port {port} is in use" in refused.stderr and "--port" in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_and_begins_again_with_everything(tmp_path: Path, number: int) -> None:
    data = tmp_path / "data"
    with up(data, "--simulate") as first:
        assert manage(data, "deploy", "two-bridges", "--wait").returncode == 0
        children = first.children()
        assert first.end(number) == 0
        assert first.process.stdout and first.process.stdout.read() == ""
        assert not any(Path(f"/proc/{pid}").exists() for pid in children.values())
        assert not list((data / "run").glob("*.prompt"))
    with up(data, "--simulate") as second:
        assert second.link != first.link
        assert Visitor().visit(second.address + first.link)[0].endswith("/sign-in/")
        until(lambda: status(data, "two-bridges")["state"] == "in_sync", PATIENCE)
        assert second.end() == 0
    assert (tmp_path / "stderr").read_text() == ""


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(tmp_path: Path) -> None:
    data = tmp_path / "data"
    limited = ["prlimit", "--fsize=16384", sys.executable, "manage.py", "up", "--port", "0", "--simulate"]
    ended = subprocess.run(
        limited, cwd=settings.BASE_DIR, env=environment(data), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"CommandError: {data} cannot be written (")
    assert "PATCHBOARD_DATA" in ended.stderr


def test_an_engine_that_is_killed_is_started_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with up(data, "--simulate") as patchboard:
        killed = patchboard.children()["engine"]
        os.kill(killed, signal.SIGKILL)
        until(lambda: patchboard.children().get("engine", killed) != killed, PATIENCE)
        assert manage(data, "deploy", "one-bridge", "--wait").returncode == 0
        assert patchboard.end() == 0
    assert "the engine ended with status -9 and is started again" in (tmp_path / "stderr").read_text()


def test_when_it_is_killed_web_and_engine_end_too(tmp_path: Path) -> None:
    with up(tmp_path / "data", "--simulate") as patchboard:
        children = patchboard.children()
        assert len(children) == 2
        patchboard.end(signal.SIGKILL)
        until(lambda: not any(map(_runs, children.values())), PATIENCE)


def _runs(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@as_root
def test_where_namespaces_are_forbidden_it_says_so_and_simulates(tmp_path: Path) -> None:
    forbid = "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all "
    inside = ["sh", "-c", forbid + '--inh-caps=-all --no-new-privs "$@"', "sh"]
    prefix = [str(require("unshare")), "--user", "--map-root-user", *inside]
    with up(tmp_path / "data", prefix=prefix) as patchboard:
        assert manage(tmp_path / "data", "deploy", "one-bridge", "--wait").returncode == 0
        visitor = Visitor()
        visitor.visit(patchboard.address + patchboard.link)
        with live(patchboard, visitor.cookie, "one-bridge") as socket:
            assert hear(socket, "engine")["mode"] == "simulation"
        assert patchboard.end() == 0
    said = (tmp_path / "stderr").read_text()
    assert "max_user_namespaces" in said and "simulation" in said
    assert "Traceback" not in said


def test_only_this_machine_can_reach_it(running: Patchboard) -> None:
    port = f"{int(running.address.rpartition(':')[2]):04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")}
    assert listening == {f"0100007F:{port}"}
