"""Drivers of other packages: found by their entry points; what is wrong with one is told to who uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.check import check
from engine.drivers import DRIVERS
from engine.lower import lower
from tests.engine.builders import lab
from tests.packages import GOOD, HUB, ROOT, Installing, beside, install
from topology.problems import Problem
from topology.values import Design, Endpoint, Network, Sandbox


def design(driver: str) -> Design:
    return lab(
        [Network(name="lan1", driver=driver), Network(name="lan2")],
        [Sandbox(name="a")],
        [Endpoint(sandbox="a", network="lan1")],
    )


def problems(driver: str) -> list[Problem]:
    return [problem for problem in check(design(driver)) if problem.severity == "error"]


def test_a_plugin_s_driver_lowers_its_networks(installing: Installing) -> None:
    installing("good", drivers="fine = good", traits="fine = good:TRAITS")
    assert problems("fine") == []
    assert ("bridge", "lan1") in lower(design("fine")).state


def test_its_traits_say_what_a_design_has_to_know(installing: Installing) -> None:
    installing("good", drivers="fine = good", traits="fine = good:TRAITS")
    assert design("fine").networks[0].gateway == ("10.0.0.1",)


def test_without_traits_a_network_has_subnets_and_nothing_else(installing: Installing) -> None:
    installing("plain", drivers="fine = plain")
    network = design("fine").networks[0]
    assert (network.subnets, network.gateway) == (("10.0.0.0/24",), ())
    assert problems("fine") == []


BROKEN = {
    "cannot be imported": ("import no_such_module", "no_such_module"),
    "has no lower": ("def check(network, endpoints): return ()", "has no function lower"),
    "raises when it checks": (
        "def check(network, endpoints): raise ValueError('oh')\ndef lower(*_): return ()",
        "it failed (ValueError('oh'))",
    ),
    "raises when it lowers": (
        "def check(*_): return ()\ndef lower(*_): raise ValueError('oh')",
        "it failed (ValueError('oh'))",
    ),
    "lowers to what is no resource": (
        "def check(*_): return ()\ndef lower(*_): return [('a bridge', ('network', 'lan1'))]",
        "it failed (KeyError(<class 'str'>))",
    ),
}


@pytest.mark.parametrize("flaw", BROKEN)
def test_a_driver_that_fails_is_a_problem_of_its_networks_alone(installing: Installing, flaw: str) -> None:
    code, reason = BROKEN[flaw]
    package = f"broken-{list(BROKEN).index(flaw)}"
    installing(package, code, drivers=f"odd = {package.replace('-', '_')}")
    (problem,) = problems("odd")
    assert (problem.kind, problem.name, problem.field) == ("network", "lan1", "driver")
    assert problem.reason.startswith(f"driver odd of the plugin {package} 1.0 cannot be used")
    assert reason in problem.reason
    assert problems("bridge") == []


def test_traits_that_are_none_are_a_problem_too(installing: Installing) -> None:
    installing("strange", GOOD + "\nTRAITS = 7", drivers="odd = strange", traits="odd = strange:TRAITS")
    (problem,) = problems("odd")
    assert "strange:TRAITS is no topology.drivers.Traits" in problem.reason


def test_a_plugin_is_logged_when_it_cannot_be_used(
    installing: Installing, caplog: pytest.LogCaptureFixture
) -> None:
    installing("unloadable", "import no_such_module", drivers="odd = unloadable")
    problems("odd")
    assert "unloadable 1.0" in caplog.text


def test_a_plugin_cannot_take_the_place_of_a_driver_inside(
    installing: Installing, caplog: pytest.LogCaptureFixture
) -> None:
    installing("usurper", "raise SystemExit", drivers="bridge = usurper", traits="bridge = usurper:TRAITS")
    problems("unknown")
    assert problems("bridge") == []
    assert "bridge in patchboard.drivers of usurper 1.0 cannot be used" in caplog.text


def test_of_two_plugins_with_one_name_neither_is_used(installing: Installing) -> None:
    installing("one", drivers="twin = one")
    installing("other", drivers="twin = other")
    (problem,) = problems("twin")
    assert "one 1.0 and other 1.0" in problem.reason
    assert "more than one package" in problem.reason


def test_an_unknown_driver_is_answered_with_all_that_there_are(installing: Installing) -> None:
    installing("good", drivers="fine = good")
    (problem,) = problems("token-ring")
    assert (
        problem.remedy == f"use one of {', '.join([*DRIVERS, 'fine'])}, or install the package that brings it"
    )


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(HUB, tmp_path_factory.mktemp("hub"))


def test_the_example_is_installed_and_used(hub: Path, tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("{patchboard: v1, name: lab, networks: [{name: hub1, driver: hub}]}")
    command = [sys.executable, "-m", "engine", "plan", str(file), "--simulate", "--json"]
    environment = {**beside(hub), "PATCHBOARD_DATA": str(tmp_path)}
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    made = [action["after"] for action in json.loads(said.stdout)["actions"]]
    assert [each["ageing"] for each in made if each["resource"] == "bridge"] == [0]


def test_the_example_s_own_tests_pass(hub: Path) -> None:
    options = ["-q", "-p", "no:cacheprovider", "--rootdir", str(HUB), "-c", "/dev/null"]
    command = [sys.executable, "-m", "pytest", *options, str(HUB / "tests")]
    done = subprocess.run(command, env=beside(hub), capture_output=True, text=True, check=False)
    assert (done.returncode, "4 passed" in done.stdout) == (0, True), done.stdout
