"""Policies of IPsec block packets, or have the walk doubt whether they pass."""

from ipaddress import ip_network
from typing import Any

import pytest

from engine.explaining import Explanation, explained
from engine.reach.ipsec import Guard
from engine.reach.packet import PING, Flow
from tests.engine.flows import HTTP, listener, with_listeners
from tests.engine.walked import B, looked, seen

THERE = ip_network("10.0.1.0/24"), ip_network("10.0.2.0/24")


def found(*guards: Guard, flow: Flow = PING) -> Explanation:
    there = seen(guards={"r1": guards}, listening=with_listeners(listener("::", "tcp", 80)).listening)
    return explained(looked(there), "a", B, flow)


def guard(direction: str = "fwd", **fields: Any) -> Guard:
    return Guard(direction, *THERE, **fields)


@pytest.mark.parametrize("direction", ["fwd", "out"])
def test_one_that_blocks_is_named_as_it_is_deleted(direction: str) -> None:
    told = found(guard(direction, protocol=1, blocks=True))
    assert told.words
    assert str(told.words) == (
        f"a policy of IPsec in r1 blocks it (src 10.0.1.0/24 dst 10.0.2.0/24 proto 1 dir {direction});"
        f" delete it: ip xfrm policy delete src 10.0.1.0/24 dst 10.0.2.0/24 proto 1 dir {direction}"
    )


def test_what_comes_in_is_not_what_is_passed_on() -> None:
    assert found(guard("in", blocks=True)).walk.reaches


def test_the_first_that_covers_it_decides() -> None:
    assert found(guard(), guard(blocks=True)).walk.reaches


@pytest.mark.parametrize(
    ("fields", "passes"),
    [
        ({"protocol": 6}, False),
        ({"protocol": 17}, True),
        ({"ports": (0, 0, 80, 0xFFFF)}, False),
        ({"ports": (0, 0, 81, 0xFFFF)}, True),
        ({"link": "eth0"}, False),
        ({"link": "eth1"}, True),
    ],
)
def test_it_covers_what_it_says(fields: dict[str, Any], passes: bool) -> None:
    assert found(guard(blocks=True, **fields), flow=HTTP).walk.reaches is passes


def test_one_that_lets_only_what_is_encrypted_pass_is_a_doubt() -> None:
    told = found(guard(transforms=True))
    assert told.walk.reaches
    assert told.doubts == (
        "a policy of IPsec (src 10.0.1.0/24 dst 10.0.2.0/24 dir fwd) lets only what is encrypted pass in r1",
    )
