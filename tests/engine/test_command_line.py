"""`python -m engine`, on design files and a simulation."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.__main__ import main
from engine.features import EVERY
from topology.mac import default_mac

DESIGN = """
patchboard: v1
name: lab
networks: [{name: lan1, subnets: [10.0.0.0/24]}]
sandboxes: [{name: app1}]
endpoints: [{sandbox: app1, network: lan1}]
"""

TEN_MISTAKES = """
patchboard: v1
name: lab
networks:
  - {name: lan1, subnets: [10.0.0.0/24], gateway: 10.9.0.1}
  - {name: lan2, subnets: [10.0.0.0/25]}
  - {name: c1, driver: cable, subnets: [10.1.0.0/24]}
  - {name: ring, driver: token-ring}
sandboxes:
  - {name: app1, services: [{name: web, command: []}]}
  - {name: app2, routes: [{to: 10.8.0.0/16, via: 172.16.0.1}]}
endpoints:
  - {sandbox: app1, network: lan1, addresses: [10.7.0.2/24]}
  - {sandbox: app2, network: lan1, addresses: [10.0.0.5/24], mac: "02:00:00:00:00:01"}
  - {sandbox: app2, network: lan1, addresses: [10.0.0.5/24], mac: "02:00:00:00:00:01"}
  - {sandbox: app2, network: lan1, rate: 1mbps}
"""


@dataclass
class CommandLine:
    """Runs the verbs in a folder of its own."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def __call__(self, verb: str, *options: str, text: str = DESIGN) -> int:
        file = self.folder / "design.yaml"
        file.write_text(text)
        self.capture.readouterr()
        status = main([verb, str(file), "--simulate", *options])
        self.out, self.err = self.capture.readouterr()
        return status

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def engine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    monkeypatch.setenv("PATCHBOARD_DATA", str(tmp_path / "data"))
    return CommandLine(tmp_path, capsys)


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


def test_a_design_with_ten_mistakes_is_answered_with_ten_problems(engine: CommandLine) -> None:
    assert (engine("apply", text=TEN_MISTAKES), len(engine.err.splitlines())) == (2, 10)


def test_a_design_with_mistakes_changes_nothing(engine: CommandLine) -> None:
    engine("apply", text=TEN_MISTAKES)
    engine("show")
    assert engine.lines == ["nothing of it exists"]


def test_a_problem_names_object_field_reason_and_remedy(engine: CommandLine) -> None:
    engine("plan", text=DESIGN.replace("network: lan1}", "network: lan1, rate: 1mbps}"))
    reason = "'1mbps' is not a number with one of bit, kbit, mbit, gbit, tbit"
    assert engine.err == f"endpoint app1.eth0 rate: {reason}; write it such as 100mbit\n"


def test_problems_in_json(engine: CommandLine) -> None:
    engine("plan", "--json", text=DESIGN.replace("network: lan1}", "network: lan1, rate: 1mbps}"))
    assert [problem["field"] for problem in json.loads(engine.err)["problems"]] == ["rate"]


def test_what_this_machine_lacks_is_a_problem(engine: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.memory.MemoryBackend.features", EVERY - {"netem"})
    wanted = DESIGN.replace("network: lan1}", "network: lan1, delay: 5ms}")
    assert [engine(verb, text=wanted) for verb in ("plan", "apply")] == [2, 2]
    assert engine.err.startswith("endpoint app1.eth0 delay: this machine has no netem; as root: modprobe")


def test_what_flaps_is_as_it_is_at_the_moment(engine: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    flapping = DESIGN.replace("network: lan1}", "network: lan1, flap: {up: 10s, down: 2s}}")
    monkeypatch.setattr("time.time", lambda: 1.0)
    engine("apply", text=flapping)
    monkeypatch.setattr("time.time", lambda: 11.0)
    engine("plan", text=flapping)
    assert engine.lines == ["change link app1.eth0: app1-eth0 up from on to off"]


def test_a_warning_keeps_nobody_from_planning(engine: CommandLine) -> None:
    warned = DESIGN.replace("network: lan1}", "network: lan1, mtu: 1400}")
    assert (engine("plan", text=warned), "endpoint app1.eth0 mtu" in engine.err) == (0, True)


def test_what_is_no_design_is_refused(engine: CommandLine) -> None:
    assert engine("plan", text="- just a list") == 2


def test_what_is_no_text_is_refused(engine: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\xff")
    assert main(["plan", str(file), "--simulate"]) == 2


def test_a_file_that_is_not_there_is_refused(
    engine: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(tmp_path / "none.yaml"), "--simulate"]) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_an_unknown_verb_is_wrong_usage(engine: CommandLine) -> None:
    with pytest.raises(SystemExit) as ended:
        engine("frobnicate")
    assert ended.value.code == 2


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
