"""A machine to be changed, an engine on it, and a look whether it or the real one stays changed."""

import subprocess
from collections.abc import Iterator

import pytest

from engine.backends.kernel import permissions
from tests.kernel.uplinks.building import OUT, OUT6, Document, Engine, design, published
from tests.kernel.uplinks.machine import Machine
from tests.require import require

PUBLISHED = (
    published("8080", to="80"),
    published("9000-9002", to="7000", protocol="udp"),
    published("5000-5002", "app"),
)


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    if not permissions.is_root():
        pytest.skip("only root can have uplinks")
    require("nft")
    before = _own_network()
    made = Machine()
    yield made
    made.close()
    assert _own_network() == before, "the real machine's own network was changed"


@pytest.fixture(scope="module")
def engine(machine: Machine) -> Iterator[Engine]:
    started = Engine(machine)
    yield started
    started.close()


@pytest.fixture
def clean(machine: Machine, engine: Engine) -> Iterator[None]:
    """What was built is destroyed, and the machine is as it was."""
    before = machine.picture()
    yield
    for name in engine.tell("topologies")["topologies"]:
        assert engine.destroy(name)["done"]
    assert machine.picture() == before


@pytest.fixture
def lab(clean: None, engine: Engine) -> Document:
    """A design that is built."""
    made = design("lab", (OUT, OUT6), *PUBLISHED)
    engine.apply(made)
    return made


def _own_network() -> list[list[str]]:
    """Of the real machine's what an uplink would change, but not what others do to it meanwhile."""
    asked = {
        "ip -o link show": ("pb-", "up0", "uplink"),
        "ip route show table all": ("169.254.", "pb-", "198.51.100."),
        "ip rule show": ("",),
        "nft list ruleset": ("",),
    }
    return [
        [line for line in subprocess.getoutput(command).splitlines() if any(word in line for word in words)]
        for command, words in asked.items()
    ]
