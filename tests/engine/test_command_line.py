"""`python -m engine`, on design files and a simulation."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.__main__ import main
from tests.engine.command_line import DESIGN, CommandLine
from topology.mac import default_mac


@pytest.fixture
def applied(engine: CommandLine) -> CommandLine:
    """After the design was applied."""
    assert engine("apply") == 0
    return engine


def test_plan_says_what_would_be_done(engine: CommandLine) -> None:
    assert (engine("plan"), engine.lines[:3]) == (
        0,
        ["create the fabric", "create sandbox app1", "create bridge lan1"],
    )


def test_plan_changes_nothing(engine: CommandLine) -> None:
    engine("plan")
    engine("show")
    assert engine.lines == ["nothing of it exists"]


def test_apply_says_what_was_done(engine: CommandLine) -> None:
    engine("plan")
    planned = engine.lines
    engine("apply")
    assert engine.lines == planned


def test_after_apply_there_is_nothing_to_plan(applied: CommandLine) -> None:
    assert (applied("plan"), applied.out) == (0, "nothing to do\n")


def test_after_apply_there_is_nothing_to_apply(applied: CommandLine) -> None:
    assert (applied("apply"), applied.out) == (0, "nothing to do\n")


def test_show_lists_what_exists(applied: CommandLine) -> None:
    applied("show")
    assert [line for line in applied.lines if "link eth0" in line or not line.startswith(" ")] == [
        "lab",
        "lab.app1",
        f"  link eth0 up {default_mac('lab', 'app1.eth0')} mtu 1500 10.0.0.2/24",
    ]


def test_show_lists_bridges_ports_routes_and_settings(applied: CommandLine) -> None:
    applied("show")
    words = [" ".join(line.split()[:2]) for line in applied.lines]
    assert {"bridge lan1", "link app1-eth0", "route 0.0.0.0/0", "setting ipv4/ip_forward"} <= set(words)


def test_destroy_takes_everything_away(applied: CommandLine) -> None:
    applied("destroy")
    applied("show")
    assert applied.lines == ["nothing of it exists"]


def test_destroying_nothing_is_done_at_once(engine: CommandLine) -> None:
    assert (engine("destroy"), engine.out) == (0, "nothing to do\n")


def test_a_changed_design_is_changed_where_it_changed(applied: CommandLine) -> None:
    applied(
        "apply",
        text=DESIGN.replace("{sandbox: app1, network: lan1}", "{sandbox: app1, network: lan1, up: false}"),
    )
    assert applied.lines == ["change link app1.eth0: app1-eth0 up from on to off"]


def test_plan_as_commands_is_a_script(engine: CommandLine) -> None:
    engine("plan", "--commands")
    assert engine.lines[:4] == ["#!/bin/sh", "set -e", "# create the fabric", "ip netns add lab"]


def test_plan_in_json_has_words_and_commands(engine: CommandLine) -> None:
    engine("plan", "--json")
    first = engine.document["actions"][0]
    assert (first["action"], first["sentence"], first["commands"][0]) == (
        "create",
        "create the fabric",
        ["ip", "netns", "add", "lab"],
    )


def test_an_update_in_json_has_before_and_after(applied: CommandLine) -> None:
    applied("plan", "--json", text=DESIGN.replace("[10.0.0.0/24]", "[10.0.0.0/24], options: {mtu: 1400}"))
    changed = [each for each in applied.document["actions"] if each["action"] == "update"]
    assert [(each["before"]["resource"], each["after"]["resource"]) for each in changed] == [
        ("bridge", "bridge"),
        ("veth", "veth"),
    ]


def test_a_delete_in_json_has_nothing_after(applied: CommandLine) -> None:
    applied("plan", "--json", text="{patchboard: v1, name: lab}")
    assert {each["after"] for each in applied.document["actions"]} == {None}


def test_apply_in_json_is_the_status(engine: CommandLine) -> None:
    engine("apply", "--json")
    assert (engine.document["name"], engine.document["state"], engine.document["objects"][0]) == (
        "lab",
        "in_sync",
        {"kind": "sandbox", "name": "app1", "state": "in_sync", "reason": "", "facts": []},
    )


def test_show_in_json_has_every_resource(applied: CommandLine) -> None:
    applied("show", "--json")
    assert {each["resource"] for each in applied.document["resources"]} == {
        "namespace",
        "sysctl",
        "bridge",
        "veth",
        "address",
        "route",
        "file",
        "etc",
    }


def test_what_flaps_is_as_it_is_at_the_moment(engine: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    flapping = DESIGN.replace("network: lan1}", "network: lan1, flap: {up: 10s, down: 2s}}")
    monkeypatch.setattr("time.time", lambda: 1.0)
    engine("apply", text=flapping)
    monkeypatch.setattr("time.time", lambda: 11.0)
    engine("plan", text=flapping)
    assert engine.lines == ["change link app1.eth0: app1-eth0 up from on to off"]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bridges cannot be made nor deleted."""
    from engine.backends.simulation import Simulation

    class Failing(Simulation):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            self.fail(
                lambda action: action.key in (("bridge", "lan1"), ("namespace", "")), "no memory", False
            )

    monkeypatch.setattr("engine.backends.simulation.Simulation", Failing)
    yield


@pytest.mark.usefixtures("failing")
def test_what_cannot_be_applied_ends_with_status_one(engine: CommandLine) -> None:
    assert engine("apply") == 1


@pytest.mark.usefixtures("failing")
def test_what_cannot_be_applied_is_said_of_each_object(engine: CommandLine) -> None:
    engine("apply")
    assert engine.err.splitlines()[-1].startswith("endpoint app1.eth0 degraded: ")


@pytest.mark.usefixtures("failing")
def test_what_cannot_be_applied_is_said_in_json_too(engine: CommandLine) -> None:
    assert (engine("apply", "--json"), engine.document["state"]) == (1, "failed")


def test_what_cannot_be_destroyed_is_said_of_the_whole(
    applied: CommandLine, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("failing")
    assert applied("destroy") == 1
    assert applied.err.startswith("topology lab failed: cannot delete the fabric: no memory; ")


def test_doctor_says_what_there_is(engine: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "bridge" in capsys.readouterr().out


def test_doctor_in_json(engine: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert set(findings[0]) == {"what", "present", "needed_for", "remedy"}


def test_where_the_kernel_cannot_be_had_it_says_so_in_one_sentence(
    engine: CommandLine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine.backends import kernel

    def refuse(run_directory: Path, uplinks: bool) -> None:
        raise kernel.Unavailable("Namespaces cannot be made here: simulate.")

    monkeypatch.setattr(kernel, "open_backend", refuse)
    file = engine.folder / "design.yaml"
    file.write_text(DESIGN)
    assert (main(["plan", str(file)]), capsys.readouterr().err) == (
        1,
        "Namespaces cannot be made here: simulate.\n",
    )


def test_it_runs_as_a_module_without_django(tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(DESIGN)
    blocked = "import sys; sys.modules['django'] = None\n"
    module = "import runpy; runpy.run_module('engine', run_name='__main__')"
    ran = subprocess.run(
        [sys.executable, "-c", blocked + module, "plan", str(file), "--simulate"],
        env={**os.environ, "PATCHBOARD_DATA": str(tmp_path / "data")},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.splitlines()[0], ran.stderr) == (0, "create the fabric", "")
