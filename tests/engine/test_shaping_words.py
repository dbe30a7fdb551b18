"""How shaping and rules read, and what a person would type for them."""

import pytest

from engine.commands import commands
from engine.plan import Action, Create, Delete, Update
from engine.resources import FABRIC, Rule, Shaping
from engine.rule_tables import chain_called, chain_name, whole
from engine.sentences import deviation, sentence

MS = 10**6
SLOW = Shaping("app1", "eth0", rate=10**7, burst=10_000)
LATE = Shaping("app1", "eth0", delay=20 * MS, jitter=2 * MS, loss=10_000)
HERS = Shaping("app1", "eth0", foreign="htb")
RULE = Rule(FABRIC, "egress app1-eth0", "drop")

WORDS: list[tuple[Action, str, str]] = [
    (
        Create(SLOW),
        "create shaping of eth0 of sandbox app1 (rate 10mbit)",
        "eth0 has no rate 10mbit",
    ),
    (
        Delete(LATE),
        "delete shaping of eth0 of sandbox app1 (delay 20ms, jitter 2ms, loss 1%)",
        "eth0 has delay 20ms, jitter 2ms, loss 1%, which is not in the design",
    ),
    (
        Update(Shaping("app1", "eth0", delay=10 * MS), Shaping("app1", "eth0", delay=20 * MS)),
        "change shaping of eth0 of sandbox app1 (delay 20ms): the delay of eth0 is 10ms, not 20ms",
        "the delay of eth0 is 10ms, not 20ms",
    ),
    (
        Update(HERS, SLOW),
        "change shaping of eth0 of sandbox app1 (rate 10mbit): eth0 has htb of somebody's, not rate 10mbit",
        "eth0 has htb of somebody's, not rate 10mbit",
    ),
    (
        Create(RULE),
        "create rule at egress app1-eth0 of the fabric (drop)",
        "the rule at egress app1-eth0 is missing (drop)",
    ),
]


@pytest.mark.parametrize(("action", "done", "wrong"), WORDS, ids=[words for _, words, _ in WORDS])
def test_what_is_done_and_what_is_wrong(action: Action, done: str, wrong: str) -> None:
    assert (sentence(action), deviation(action)) == (done, wrong)


def test_a_burst_is_only_mentioned_if_the_rate_is_right() -> None:
    other = Shaping("app1", "eth0", rate=10**7, burst=99)
    assert deviation(Update(other, SLOW)) == "the burst of eth0 is 99 bytes, not 10000 bytes"
    assert "burst" not in deviation(Update(Shaping("app1", "eth0", rate=8, burst=99), SLOW))


def typed(action: Action) -> list[str]:
    return [" ".join(command) for command in commands("lab", (action,))]


def test_a_rate_and_a_delay_are_two_disciplines() -> None:
    both = Shaping(FABRIC, "app1-eth0", rate=10**7, burst=10_000, delay=20 * MS)
    assert typed(Create(both)) == [
        "tc -n lab qdisc add dev app1-eth0 root handle 9d: netem limit 1050 delay 20ms",
        "tc -n lab qdisc add dev app1-eth0 parent 9d:1 handle 9e: tbf "
        "rate 10000000bit burst 10000 limit 72500",
    ]


def test_what_ends_is_said_too_because_tc_would_keep_it() -> None:
    before = Shaping("app1", "eth0", delay=20 * MS, corrupt=10_000)
    assert typed(Update(before, Shaping("app1", "eth0", delay=5 * MS))) == [
        "tc -n lab.app1 qdisc change dev eth0 root handle 9d: netem limit 2250 delay 5ms corrupt 0%"
    ]


@pytest.mark.parametrize("before", [HERS, LATE])
def test_other_disciplines_are_replaced(before: Shaping) -> None:
    assert [line.split()[4] for line in typed(Update(before, SLOW))] == ["del", "add"]


def test_a_rule_is_made_with_its_table_and_chain() -> None:
    (line,) = typed(Create(RULE))
    assert line.startswith("ip netns exec lab nft add table netdev patchboard-")
    assert 'hook egress device "app1-eth0"' in line


@pytest.mark.parametrize("chain", ["ingress app1-eth0", "egress a-rath~abc234", "hers"])
def test_a_chain_is_known_again_by_its_name(chain: str) -> None:
    assert chain_called(chain_name(chain)) == chain
    assert "~" not in chain_name(chain)


def test_a_table_without_rules_is_taken_away() -> None:
    assert whole("t", []) == "add table netdev t\ndelete table netdev t\n"
