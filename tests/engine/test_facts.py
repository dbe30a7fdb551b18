"""What is seen of the spanning tree is told with the states, where there is one."""

from collections.abc import Mapping

import pytest

from engine.backends.memory import MemoryBackend
from engine.drivers import Owner
from engine.errors import Transient
from engine.status import Facts, ObjectState
from engine.tending import Tender
from tests.engine.builders import lab
from tests.engine.store import Designs
from topology.values import Design, Network, NetworkOptions, Sandbox

FORWARDING: Facts = (("STP root", "this bridge"),)


class Telling(MemoryBackend):
    """A backend with things to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[Owner, Facts] = {("network", "lan1"): FORWARDING}
        self.asked = 0

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        self.asked += 1
        return self.told


class Silent(Telling):
    """One that cannot tell."""

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        raise Transient("the network changes faster than it can be read")


def switch(stp: bool) -> Design:
    return lab([Network(name="lan1", subnets=(), options=NetworkOptions(stp=stp))], [Sandbox(name="app")])


def tend(backend: Telling, designs: Designs, stp: bool = True) -> Tender:
    designs.want(switch(stp))
    tender = Tender(backend, designs)
    tender.tend("lab")
    return tender


def of_lan1(designs: Designs) -> ObjectState:
    return next(each for each in designs.last.objects if each.name == "lan1")


def test_a_report_says_what_is_seen_of_each_object() -> None:
    designs = Designs()
    tend(Telling(), designs)
    assert of_lan1(designs) == ObjectState("network", "lan1", "in_sync", "", FORWARDING)
    assert [each.facts for each in designs.last.objects if each.name == "app"] == [()]


def test_other_facts_are_news() -> None:
    designs, backend = Designs(), Telling()
    tender = tend(backend, designs)
    backend.told = {("network", "lan1"): (("STP root", "s2, through p1"),)}
    tender.tend("lab")
    assert of_lan1(designs).facts == (("STP root", "s2, through p1"),)
    before = len(designs.reports)
    tender.tend("lab")
    assert len(designs.reports) == before


@pytest.mark.parametrize(("stp", "asked"), [(False, False), (True, True)])
def test_nobody_looks_where_there_is_no_spanning_tree(stp: bool, asked: bool) -> None:
    backend = Telling()
    tend(backend, Designs(), stp)
    assert bool(backend.asked) == asked


def test_a_state_is_told_even_if_nothing_can_be_seen() -> None:
    designs = Designs()
    tend(Silent(), designs)
    assert of_lan1(designs) == ObjectState("network", "lan1", "in_sync")
