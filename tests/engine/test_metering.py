"""Which link counts for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.backends.kernel import home, links, meters, netlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.metering import (
    Queue,
    in_fabric,
    in_sandbox,
    queues_in_fabric,
    queues_in_sandbox,
)
from engine.backends.kernel.places import Places
from engine.resources import FABRIC
from tests.engine import test_counters as statistics

BRIDGES = [("lan1", 1), ("lan2", 2)]


def link(index: int, label: str | None, interface: str, kind: str = "veth", master: int = 0) -> Link:
    return Link(index, interface, kind, "", 1500, True, master, 0, "", label, interface)


def fabric(*more: Link) -> list[Link]:
    return [*(link(index, name, name, "bridge") for name, index in BRIDGES), *more]


def test_a_port_counts_for_its_endpoint() -> None:
    assert in_fabric(fabric(link(5, "app1.eth0", "app1-eth0", master=1))) == {5: ("endpoint", "app1.eth0")}


def test_of_a_patch_the_end_at_the_first_network_counts() -> None:
    ends = (link(5, "p1", "p1-lan2", master=2), link(6, "p1", "p1-lan1", master=1))
    assert in_fabric(fabric(*ends)) == {6: ("patch", "p1")}


def test_the_link_below_others_is_no_patch() -> None:
    assert in_fabric(fabric(link(5, "mac", "mac"), link(6, "mac", "mac-port", master=1))) == {}


def test_what_is_not_the_topologys_counts_for_nobody() -> None:
    assert in_fabric(fabric(link(5, None, "dummy0"), link(6, "half-made /a.b", "a.b"))) == {}


def test_an_end_of_a_cable_counts_where_it_is() -> None:
    assert in_sandbox("left", [link(5, "wire", "eth0")], ()) == {5: ("endpoint", "left.eth0")}


def test_an_interface_with_a_port_in_the_fabric_is_not_counted_twice() -> None:
    assert in_sandbox("app1", [link(5, "app1.eth0", "eth0")], {("endpoint", "app1.eth0")}) == {}


def test_what_the_queue_of_a_port_drops_does_not_come_in() -> None:
    port = replace(link(5, "app1.eth0", "app1-eth0", master=1), shaped=True)
    queues = queues_in_fabric(fabric(port), in_fabric(fabric(port)))
    assert queues == {5: Queue(("endpoint", "app1.eth0"), is_into=True)}
    assert queues[5].add((1, 2, 3, 4, 5, 6), 7) == (1, 2, 3, 4, 12, 6)


def test_what_that_of_an_interface_drops_does_not_go_out() -> None:
    queues = queues_in_sandbox("app1", [replace(link(5, "app1.eth0", "eth0"), shaped=True)])
    assert queues[5].add((1, 2, 3, 4, 5, 6), 7) == (1, 2, 3, 4, 5, 13)


def test_of_a_patch_both_ends_have_one_each_for_its_direction() -> None:
    ends = [link(5, "p1", "p1-lan2", master=2), link(6, "p1", "p1-lan1", master=1)]
    shaped = fabric(*(replace(each, shaped=True) for each in ends))
    queues = queues_in_fabric(shaped, in_fabric(shaped))
    assert {index: queue.is_into for index, queue in queues.items()} == {5: False, 6: True}


def test_where_nothing_is_shaped_no_queue_is_read() -> None:
    port = link(5, "app1.eth0", "app1-eth0", master=1)
    assert queues_in_fabric(fabric(port), in_fabric(fabric(port))) == {}


class Kernel:
    """Stands in for the one that is asked: each sandbox has a port in the fabric. Each dump is written down;
    any other request fails, as there is no socket."""

    def __init__(self, sandboxes: int) -> None:
        names = [f"app{number}" for number in range(sandboxes)]
        self.links = {name: [link(2, f"{name}.eth0", "eth0")] for name in names}
        ports = [link(10 + number, f"{name}.eth0", f"{name}-eth0") for number, name in enumerate(names)]
        self.links[FABRIC] = fabric(*ports)
        self.dumped: list[str] = []

    @contextmanager
    def visit(self, topology: str, place: str) -> Iterator[Any]:
        yield SimpleNamespace(socket=place)

    def prepare(self, topology: str, places: list[str]) -> None:
        """All are open."""

    def dump(self, place: str, request: bytes) -> list[memoryview]:
        self.dumped.append(place)
        return [statistics.link(each.index, *[0] * 8) for each in self.links[place]]


class Ear:
    """Stands in for the kernel's events: nothing changes."""

    def __init__(self, topology: str) -> None:
        self.doubt = self.include_sandboxes = self.close = lambda *_: None

    def hears_the_fabric(self) -> bool:
        return True

    def take_in(self) -> set[tuple[str, str]]:
        return set()


def test_all_endpoints_are_counted_by_one_dump_in_the_fabric(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(sandboxes=500)
    monkeypatch.setattr(meters, "Ear", Ear)
    monkeypatch.setattr(home, "places", lambda _: list(kernel.links))
    monkeypatch.setattr(links, "dump", lambda _, topology, place: kernel.links[place])
    monkeypatch.setattr(netlink, "dump", kernel.dump)
    metered = meters.TopologyMeters("lab", cast(Places, kernel))
    for _ in range(3):
        assert len(metered.read().counted) == 500
    assert kernel.dumped == [FABRIC] * 3
