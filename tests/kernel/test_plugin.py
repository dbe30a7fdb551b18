"""The example driver, installed and real: a hub on the running kernel."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.world import run
from tests.packages import HUB, ROOT, beside, install

NAME = f"t{os.getpid()}-hub"
DESIGN = f"""
patchboard: v1
name: {NAME}
networks: [{{name: hub1, driver: hub, subnets: [10.0.0.0/24]}}]
sandboxes: [{{name: a}}, {{name: b}}, {{name: eve}}]
endpoints: [{{sandbox: a, network: hub1}}, {{sandbox: b, network: hub1}}, {{sandbox: eve, network: hub1}}]
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The design is built by an engine that has the package, and destroyed by it."""
    folder = tmp_path_factory.mktemp("hub")
    environment = {**beside(install(HUB, folder)), "PATCHBOARD_DATA": str(folder)}
    file = folder / "lab.yaml"
    file.write_text(DESIGN)

    def engine(verb: str) -> None:
        command = [sys.executable, "-m", "engine", verb, str(file)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    engine("apply")
    try:
        yield
    finally:
        engine("destroy")
    assert not Path("/run/netns", NAME).exists()


@pytest.mark.usefixtures("hub")
def test_sandboxes_on_a_hub_reach_each_other() -> None:
    run("ip", "netns", "exec", f"{NAME}.a", "ping", "-c1", "-W3", "-n", "10.0.0.3")


@pytest.mark.usefixtures("hub")
def test_a_third_one_hears_what_two_say_to_each_other() -> None:
    run("ip", "netns", "exec", f"{NAME}.a", "ping", "-c1", "-W3", "-n", "10.0.0.3")
    before = heard_by_eve()
    run("ip", "netns", "exec", f"{NAME}.a", "ping", "-c20", "-i0.01", "-W3", "-n", "10.0.0.3")
    assert heard_by_eve() - before >= 40


def heard_by_eve() -> int:
    (port,) = json.loads(run("ip", "-n", NAME, "-j", "-s", "link", "show", "eve-eth0"))
    sent: int = port["stats64"]["tx"]["packets"]
    return sent
