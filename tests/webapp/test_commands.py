"""The commands about one topology: what they print, and the status that they exit with."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from engine.status import ObjectState, Status, nothing_left
from tests.webapp.builders import (
    add_network,
    add_sandbox,
    administrator,
    edit,
    person,
    set_field,
    topology,
    two_apps,
)
from webapp.store import log, topologies
from webapp.store.demonstrations import FOLDER
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Change, Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)

TEN_MISTAKES = """
patchboard: v1
name: ten
networks:
  - {name: lan1, subnets: [10.0.0.0/24]}
  - {name: lan2, subnets: [10.0.300.0/24]}
  - {name: wire, driver: cable}
  - {name: Bad, subnets: [10.9.0.0/24]}
sandboxes:
  - {name: app1, routes: [{to: 0.0.0.0/0, via: 192.0.2.1}]}
  - {name: app2}
endpoints:
  - {sandbox: app1, network: lan1, interface: eth0, addresses: [10.1.0.2/24]}
  - {sandbox: app2, network: lan1, interface: eth0, addresses: [10.0.0.1/24], mac: nonsense}
  - {sandbox: app9, network: lan1, addresses: []}
  - {sandbox: app2, network: lan9, addresses: []}
patches:
  - {networks: [lan1, lan1]}
"""


class Ran:
    """A command's exit status and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        capsys.readouterr()
        self.status: int = 0
        said = ""
        try:
            call_command(*words)
        except SystemExit as end:
            self.status = int(end.code or 0)
        except CommandError as error:
            self.status, said = error.returncode, f"{error}\n"
        captured = capsys.readouterr()
        self.out, self.err = captured.out, captured.err + said


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    return lambda *words: Ran(capsys, *map(str, words))


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    file = tmp_path / "ten.yaml"
    file.write_text(TEN_MISTAKES)
    return file


def test_ten_mistakes_are_ten_problems_and_nothing_changes(run: Any, ten: Path) -> None:
    ran = run("import_design", ten)
    assert ran.status == 2
    lines = ran.err.splitlines()
    assert len(lines) == 10, ran.err
    assert all(": " in line and "; " in line for line in lines)
    assert not Topology.objects.exists()


def test_a_file_becomes_a_topology_of_the_administrator(run: Any) -> None:
    admin = administrator()
    ran = run("import_design", FOLDER / "router.yaml")
    assert (ran.status, ran.out) == (0, "router is at revision 1\n")
    assert topologies.find("router").owner == admin


def test_a_file_can_be_stored_under_another_name_for_somebody(run: Any) -> None:
    owner = person("owner")
    run("import_design", FOLDER / "router.yaml", "--name", "mine", "--owner", "owner")
    assert topologies.find("mine").owner == owner


def test_importing_again_is_an_edit_of_what_is_called_so(run: Any) -> None:
    administrator()
    run("import_design", FOLDER / "router.yaml")
    drawn = design(topologies.find("router"))
    edit(topologies.find("router"), administrator("other"), add_sandbox("x"))
    ran = run("import_design", FOLDER / "router.yaml")
    assert ran.out == "router is at revision 3\n"
    assert design(topologies.find("router")) == drawn
    assert run("import_design", FOLDER / "router.yaml").out == "router is at revision 3\n"


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_what_is_exported_can_be_imported(run: Any, tmp_path: Path, format: str) -> None:
    lab = two_apps()
    edit(lab, lab.owner, set_field("network", "lan1", options={"stp": True}))
    file = tmp_path / f"lab.{format}"
    file.write_text(run("export_design", "lab", "--format", format).out)
    run("import_design", file, "--name", "copy")
    copy = design(topologies.find("copy"))
    assert copy.model_copy(update={"name": "lab"}) == design(lab)


@pytest.mark.parametrize("file", ["nowhere.yaml", "design.odd"])
def test_a_file_that_cannot_be_read_is_wrong_usage(run: Any, file: str) -> None:
    assert run("import_design", file).status == 2


@pytest.mark.parametrize("command", ["deploy", "destroy", "status", "plan", "export_design"])
def test_a_topology_that_is_not_there_is_wrong_usage(run: Any, command: str) -> None:
    ran = run(command, "nowhere")
    assert (ran.status, ran.err) == (2, "there is no topology nowhere\n")


def test_what_cannot_be_built_is_not_deployed(run: Any) -> None:
    topology("lab", None, add_network("lan1", driver="token-ring"))
    for command in ("deploy", "plan"):
        ran = run(command, "lab")
        assert ran.status == 2
        assert ran.err.startswith("network lan1 driver: ")
    assert not topologies.find("lab").deployed


def test_deploying_is_logged_as_the_machines(run: Any) -> None:
    two_apps()
    ran = run("deploy", "lab")
    assert (ran.status, ran.out) == (0, "lab is to be deployed at revision 2\n")
    assert Change.objects.get(kind="control").author is None


def test_waiting_without_an_engine_says_so(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    monkeypatch.setattr("webapp.running.waiting.SILENCE", timedelta(0))
    two_apps()
    ran = run("deploy", "lab", "--wait")
    assert ran.status == 1
    assert "no engine is running" in ran.err


def test_waiting_ends_with_what_failed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    two_apps()
    failed = Status("failed", "no room", (ObjectState("sandbox", "app1", "failed", "no room"),))
    _engine_answers(monkeypatch, failed)
    ran = run("deploy", "lab", "--wait")
    assert (ran.status, ran.err) == (1, "sandbox app1 failed: no room\n")


def test_waiting_ends_when_it_is_in_sync_and_when_nothing_is_left(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_apps()
    _engine_answers(monkeypatch, Status("in_sync", ""))
    assert run("deploy", "lab", "--wait").out == "lab is in sync at revision 2\n"
    _engine_answers(monkeypatch, nothing_left())
    assert run("destroy", "lab", "--wait").out == "lab is destroyed\n"


def _engine_answers(monkeypatch: pytest.MonkeyPatch, status: Status) -> None:
    """The engine reports while the command pauses."""
    designs = StoredDesigns()
    monkeypatch.setattr("time.sleep", lambda _: designs.report("lab", 2, status))


def test_status_is_said_in_words_and_in_json(run: Any) -> None:
    two_apps()
    run("deploy", "lab")
    StoredDesigns().report("lab", 2, Status("failed", "x", (ObjectState("sandbox", "app1", "failed", "x"),)))
    assert "sandbox app1: failed (x)" in run("status", "lab").out
    answer = json.loads(run("status", "lab", "--json").out)
    assert {name: answer[name] for name in ("name", "revision", "observed_revision", "state")} == {
        "name": "lab",
        "revision": 2,
        "observed_revision": 2,
        "state": "failed",
    }
    app1 = {"kind": "sandbox", "name": "app1", "state": "failed", "reason": "x", "facts": []}
    assert app1 in answer["objects"]
    assert {each["name"] for each in answer["objects"]} >= {"lan1", "app2", "app2.eth0"}


def test_status_says_what_is_not_deployed(run: Any) -> None:
    lab = two_apps()
    run("deploy", "lab")
    assert "not deployed" not in run("status", "lab").out
    edit(lab, lab.owner, add_sandbox("app3"))
    assert "\n1 change not deployed\n" in run("status", "lab").out
    answer = json.loads(run("status", "lab", "--json").out)
    assert (answer["revision"], answer["deployed_revision"]) == (3, 2)
    assert answer["waiting"] == {
        "count": 1,
        "objects": [{"kind": "sandbox", "name": "app3", "effect": "create"}],
    }


def test_a_plan_needs_no_kernel(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.backends.kernel import Unavailable
    from webapp.store.management.commands import plan

    def unavailable(_: Path, __: bool) -> None:
        raise Unavailable("there are no namespaces")

    monkeypatch.setattr(plan, "open_backend", unavailable)
    two_apps()
    ran = run("plan", "lab")
    assert ran.status == 0
    assert "create sandbox app1" in ran.out
    assert "there are no namespaces" in ran.err
    assert run("plan", "lab", "--commands").out.startswith("#!/bin/sh")
    assert json.loads(run("plan", "lab", "--json").out)["actions"]


def test_no_capture_begins_where_nothing_is_deployed(run: Any) -> None:
    two_apps()
    told = run("capture", "lab", "app1.eth0")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("nothing of lab is deployed")


def test_a_capture_names_the_point_that_there_is_not(run: Any) -> None:
    two_apps()
    run("deploy", "lab")
    told = run("capture", "lab", "nobody")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("nobody has no link to capture at")


def test_the_doctor_says_what_there_is(run: Any) -> None:
    ran = run("doctor")
    assert ran.status == 0
    assert "veth" in ran.out
    assert json.loads(run("doctor", "--json").out)["findings"]


@pytest.mark.parametrize(
    ("trouble", "remedy"),
    [("database or disk is full", "mend that, then try again"), ("no such table: x", "manage.py migrate")],
)
def test_a_database_in_trouble_is_said_with_what_to_do(
    run: Any, monkeypatch: pytest.MonkeyPatch, trouble: str, remedy: str
) -> None:
    def in_trouble(*_: object, **__: object) -> None:
        raise OperationalError(trouble)

    two_apps()
    monkeypatch.setattr(log, "append", in_trouble)
    ran = run("deploy", "lab")
    assert ran.status == 1
    assert trouble in ran.err
    assert remedy in ran.err
