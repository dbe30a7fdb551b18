"""What Patchboard itself does to a network is called what the design calls it, not rules."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine.explaining import Explanation, explained
from engine.marks import table
from engine.reach.picture import Picture
from engine.reach.ruleset import read
from engine.resources import FABRIC
from engine.rule_tables import chain_name
from tests.engine.walked import DESIGN, DROP, B, looked, seen
from topology.values import Design

HALF: Mapping[str, Any] = {
    "match": {
        "op": "<",
        "left": {"numgen": {"mode": "random", "mod": 1_000_000, "offset": 0}},
        "right": 500_000,
    }
}


def with_own_rules(place: str, chain: str, *expressions: Mapping[str, Any]) -> Picture:
    """With a rule in Patchboard's own table; `chain` as in `engine.resources.Rule`."""
    hook, link = chain.split()
    names = {"family": "netdev", "table": table("lab")}
    chained = {"chain": names | {"name": chain_name(chain), "hook": hook, "prio": 0}}
    rule = {"rule": names | {"chain": chain_name(chain), "handle": 4, "expr": expressions}}
    there = read([chained, rule], {("netdev", table("lab"), chain_name(chain)): (link,)})
    return seen(rules={place: there})


def standing(name: str) -> Design:
    paused = tuple(
        each.model_copy(update={"paused": True}) if each.name == name else each for each in DESIGN.sandboxes
    )
    return DESIGN.model_copy(update={"sandboxes": paused})


def of_paused(name: str, place: str, chain: str) -> Explanation:
    return explained(looked(with_own_rules(place, chain, DROP), standing(name)), "a", B)


@pytest.mark.parametrize(
    ("place", "chain", "loser"),
    [
        (FABRIC, "ingress b-eth0", "b.eth0"),
        (FABRIC, "egress b-eth0", "b.eth0"),
        (FABRIC, "egress p1-core", "patch p1"),
        ("r2", "ingress eth0", "r1.eth1"),
    ],
)
def test_a_loss_of_the_design_is_called_a_loss(place: str, chain: str, loser: str) -> None:
    found = explained(looked(with_own_rules(place, chain, HALF, DROP)), "a", B)
    assert found.doubts == (f"{loser} loses 50% (as designed)",)


@pytest.mark.parametrize(
    ("name", "place", "chain"),
    [
        ("b", FABRIC, "egress b-eth0"),
        ("b", FABRIC, "ingress b-eth0"),
        ("r2", "r2", "ingress eth0"),
        ("r2", "r1", "ingress eth1"),
    ],
)
def test_a_paused_sandbox_is_called_paused_and_can_go_on(name: str, place: str, chain: str) -> None:
    found = of_paused(name, place, chain)
    assert found.words
    assert f"{name} is paused (as designed)" in found.words.said
    assert found.mending
    assert found.mending.title == f"Have {name} go on"
    assert found.mending.operations[0]["fields"] == {"paused": False}


def test_what_is_shown_of_a_paused_sandbox_are_the_rules_that_pause_it() -> None:
    shown = of_paused("b", FABRIC, "egress b-eth0").steps[-1]
    assert shown.command == "ip netns exec lab nft -a list ruleset"
    assert shown.keys[0] == "sandbox:b"


def test_a_rule_that_somebody_wrote_does_not_pause_a_sandbox() -> None:
    chain = {"family": "netdev", "table": "t", "name": "c", "hook": "egress", "prio": 0}
    rule = {"family": "netdev", "table": "t", "chain": "c", "handle": 4, "expr": (DROP,)}
    there = seen(
        rules={FABRIC: read([{"chain": chain}, {"rule": rule}], {("netdev", "t", "c"): ("b-eth0",)})}
    )
    found = explained(looked(there, standing("b")), "a", B)
    assert found.words
    assert found.words.said == "rule 4 of chain c in table netdev t drops it in the fabric"
