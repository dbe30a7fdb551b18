"""What `python -m engine` does not do, and how it says so."""

import json
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.features import EVERY
from tests.engine.command_line import DESIGN, CommandLine

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
