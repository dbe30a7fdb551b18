"""What ports of bridges let in and pass on, and what equal MAC addresses do to them."""

from dataclasses import replace
from ipaddress import ip_address
from typing import Any

import pytest

from engine.explaining import Explanation, explained
from engine.reach.picture import EVERYTHING, Picture
from engine.resources import FABRIC
from tests.engine.walked import DRAWN, B, looked, seen
from tests.kernel.routed import TO6

B6 = ip_address(TO6)
PORT = FABRIC, "b-eth0"
MAC = DRAWN.links["b", "eth0"].mac
ELSEWHERE = {((FABRIC, "lan2"), "02:00:00:00:00:09"): PORT}
"""An entry of a forwarding table about somebody else."""


def with_port(**fields: Any) -> Picture:
    links = {**DRAWN.links, PORT: replace(DRAWN.links[PORT], **fields)}
    return seen(links=links, switching=ELSEWHERE)


def found(there: Picture, to: Any = B) -> Explanation:
    return explained(looked(there), "a", to)


def said(there: Picture, to: Any = B) -> str:
    words = found(there, to).words
    return words.said if words else ""


@pytest.mark.parametrize(("closed", "to", "other"), [("broadcast", B, B6), ("multicast", B6, B)])
def test_each_version_of_ip_asks_in_its_own_way(closed: Any, to: Any, other: Any) -> None:
    there = with_port(floods=EVERYTHING - {closed})
    assert said(there, to).startswith(f"the port of b.eth0 does not pass on {closed}s")
    assert not said(there, other)


def test_a_port_that_neither_learns_nor_floods_is_named() -> None:
    there = with_port(floods=EVERYTHING - {"unicast"}, learns=False)
    assert said(there) == (
        "the port of b.eth0 does not pass on what is sent to a MAC address that it does not know, and learns"
        " none there"
    )


@pytest.mark.parametrize("fields", [{"learns": True}, {"learns": False, "behind": frozenset({MAC})}])
def test_who_is_known_behind_a_port_is_sent_to(fields: dict[str, Any]) -> None:
    assert not said(with_port(floods=EVERYTHING - {"unicast"}, **fields))


def test_a_locked_port_is_named_with_whom_it_keeps_out() -> None:
    assert said(with_port(is_locked=True)) == (
        f"the port b-eth0 of b.eth0 is locked, and lets nobody in from {MAC}"
    )
    assert not said(with_port(is_locked=True, behind=frozenset({MAC})))


def with_mac(at: tuple[str, str], other: tuple[str, str]) -> Picture:
    """The one has the MAC address of the other."""
    links = {**DRAWN.links, at: replace(DRAWN.links[at], mac=DRAWN.links[other].mac)}
    return seen(links=links, switching=ELSEWHERE)


def test_the_mac_address_of_the_gateway_is_named() -> None:
    assert said(with_mac(("a", "eth0"), ("r1", "eth0"))).startswith(
        "a.eth0 has the same MAC address as r1.eth0"
    )


def test_on_a_cable_it_makes_no_difference() -> None:
    assert not said(with_mac(("r1", "eth1"), ("r2", "eth0")))


def test_that_of_somebody_else_is_a_doubt() -> None:
    told = found(with_mac(("c", "eth0"), ("r1", "eth0")))
    assert told.walk.reaches
    assert told.doubts == (
        "c.eth0 has the MAC address of r1.eth0, and switches send to whoever of them sent last",
    )
