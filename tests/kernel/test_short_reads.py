"""A running topology is left as it is when the kernel's lists are read short."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.backends.kernel import home, links
from engine.backends.kernel.links import Link
from engine.tending import Tender
from tests.engine.store import Designs
from tests.kernel import oracle
from tests.kernel.rich import rich
from tests.kernel.world import World, run
from topology.values import Design

Short = Callable[[pytest.MonkeyPatch], None]


class Running:
    """A topology in sync."""

    def __init__(self, world: World) -> None:
        self.name = world.name
        self.design: Design = rich(world.name, 8)
        self.designs = Designs()
        self.designs.want(self.design)
        self.tender = Tender(world.backend, self.designs)
        self.tend()
        assert self.designs.last.state == "in_sync"

    def tend(self) -> float | None:
        return self.tender.tend(self.name)

    def forget_what_was_seen(self) -> None:
        self.tender = Tender(self.tender._backend, self.designs)

    def states(self) -> list[str]:
        """What was reported since it was first in sync."""
        return self.designs.states[self.designs.states.index("in_sync") + 1 :]

    def numbers(self) -> dict[str, object]:
        """What would differ if anything had been made anew: each namespace's inode, each link's index."""
        found: dict[str, object] = {}
        for name in oracle.names(self.name):
            found[name] = Path("/run/netns", name).stat().st_ino
            links = json.loads(run("ip", "-n", name, "-j", "link", "show"))
            found[f"{name}'s links"] = {link["ifname"]: link["ifindex"] for link in links}
        return found


@pytest.fixture
def running(world: World) -> Running:
    return Running(world)


def no_names(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(home, "places", lambda topology: [])


def no_fabric(patched: pytest.MonkeyPatch) -> None:
    places = home.places
    patched.setattr(home, "places", lambda topology: [each for each in places(topology) if each])


def few_links(patched: pytest.MonkeyPatch) -> None:
    dump = links.dump

    def short(*arguments: object) -> list[Link]:
        return dump(*arguments)[:3]  # type: ignore[arg-type]

    patched.setattr(links, "dump", short)


@pytest.mark.parametrize("short", [no_names, no_fabric, few_links])
def test_a_topology_of_which_little_is_read_is_left_as_it_is_and_said_to_be_degraded(
    running: Running, monkeypatch: pytest.MonkeyPatch, short: Short
) -> None:
    before = running.numbers()
    running.forget_what_was_seen()
    with monkeypatch.context() as patched:
        short(patched)
        assert running.tend() is not None
    assert running.states() == ["degraded"]
    assert "what was read is short, so nothing is changed" in running.designs.last.reason
    assert running.numbers() == before
    assert running.tend() is None
    assert running.states() == ["degraded", "in_sync"]


def test_what_was_really_deleted_is_put_back_however_much_it_is(running: Running) -> None:
    for name in oracle.names(running.name):
        run("ip", "netns", "delete", name)
    running.forget_what_was_seen()
    running.tend()
    assert running.designs.last.state == "in_sync"
    assert oracle.wrong(running.design) == []
