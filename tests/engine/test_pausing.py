"""What a paused sandbox means in the kernel."""

from dataclasses import replace

import pytest

from engine.commands import commands
from engine.features import EVERY
from engine.lower import lower
from engine.obstacles import obstacles
from engine.plan import Update
from engine.reach import Reach
from engine.resources import Rule, Service, State
from engine.sentences import deviation, sentence
from tests.engine.builders import lab, one_bridge, two_on_a_cable
from topology.values import Design, Endpoint, Network, NetworkOptions, Sandbox
from topology.values import Service as Drawn

WEB = Drawn(name="web", command=("sleep", "9"))
STANDING = Service("app1", "web", ("sleep", "9"), paused=True)


def paused(design: Design, name: str = "app1", **fields: object) -> Design:
    sandboxes = (
        each.model_copy(update={"paused": True, **fields}) if each.name == name else each
        for each in design.sandboxes
    )
    return design.model_copy(update={"sandboxes": tuple(sandboxes)})


def rules(state: State) -> set[tuple[str, str, str]]:
    return {(each.place, each.chain, each.text) for each in state.values() if isinstance(each, Rule)}


def test_its_port_takes_nothing_from_it_and_gives_it_nothing() -> None:
    desired = lower(paused(one_bridge()))
    assert rules(desired.state) == {("", "ingress app1-eth0", "drop"), ("", "egress app1-eth0", "drop")}
    assert {desired.owners[name] for name in desired.state if name[0] == "rule"} == {("sandbox", "app1")}


def test_nothing_else_differs() -> None:
    one, other = lower(one_bridge()).state, lower(paused(one_bridge())).state
    assert {name: each for name, each in other.items() if name[0] != "rule"} == one


def test_on_a_cable_each_end_hears_nothing() -> None:
    found = rules(lower(paused(two_on_a_cable(), "a")).state)
    assert found == {("a", "ingress eth0", "drop"), ("b", "ingress eth0", "drop")}


def test_on_top_of_another_link_it_is_done_in_the_sandbox() -> None:
    design = paused(
        lab(
            [Network(name="lan1", subnets=("10.0.0.0/24",)), _macvlan()],
            [Sandbox(name="app1")],
            [Endpoint(sandbox="app1", network="mv1")],
        )
    )
    found = rules(lower(design).state)
    assert found == {("app1", "ingress eth0", "drop"), ("app1", "egress eth0", "drop")}


def _macvlan() -> Network:
    options = NetworkOptions(parent="lan1")
    return Network(name="mv1", driver="macvlan", subnets=("10.0.0.0/24",), gateway=(), options=options)


def test_a_loss_by_rules_has_no_rule_beside_it() -> None:
    design = one_bridge()
    lossy = design.endpoints[0].model_copy(update={"loss": "30%"})
    design = paused(design.model_copy(update={"endpoints": (lossy, *design.endpoints[1:])}))
    assert {text for *_, text in rules(lower(design, EVERY - {"netem"}).state)} == {"drop"}


def test_its_services_stand_still() -> None:
    state = lower(paused(one_bridge(), services=(WEB,))).state
    found = state["service", "app1", "web"]
    assert isinstance(found, Service) and found.paused


@pytest.mark.parametrize(
    ("action", "told", "number"),
    [
        (Update(replace(STANDING, paused=False), STANDING), "does not stand still", "STOP"),
        (Update(STANDING, replace(STANDING, paused=False)), "stands still", "CONT"),
    ],
    ids=["to be paused", "to go on"],
)
def test_pausing_is_told_and_done_by_hand(action: Update, told: str, number: str) -> None:
    assert deviation(action) == f"service web {told}"
    assert sentence(action).startswith("change service web of sandbox app1")
    assert f"kill -{number}" in str(commands("lab", (action,)))


def test_without_nftables_it_is_said_of_the_field() -> None:
    problems = obstacles(paused(one_bridge()), EVERY - {"nft"})
    assert [(each.kind, each.name, each.field) for each in problems] == [("sandbox", "app1", "paused")]


def test_nobody_reaches_it_by_design() -> None:
    reach = Reach(paused(one_bridge("app1", "app2", "app3")))
    ways = [reach.between("app2", to).values() for to in ("app1", "app3")]
    assert [[way.reaches for way in each] for each in ways] == [[False], [True]]
