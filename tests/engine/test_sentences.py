"""Actions in words."""

from dataclasses import replace

import pytest

from engine.plan import Action, Create, Delete, Update
from engine.resources import Address, Bridge, End, Namespace, Route, Sysctl, Veth
from engine.sentences import deviation, sentence

LAN1 = Bridge("lan1", "lan1", "02:00:00:00:00:01")
PORT = End("", "app1-eth0", "02:00:00:00:00:02", bridge="lan1")
ETH0 = End("app1", "eth0", "02:00:00:00:00:03")
LINK = Veth("app1.eth0", (PORT, ETH0))
ADDRESS = Address("app1", "eth0", "10.0.0.2/24")
ROUTE = Route("app1", "0.0.0.0/0", "10.0.0.1")


def with_port(**fields: object) -> Action:
    return Update(Veth("app1.eth0", (replace(PORT, **fields), ETH0)), LINK)  # type: ignore[arg-type]


def with_eth0(**fields: object) -> Action:
    return Update(Veth("app1.eth0", (PORT, replace(ETH0, **fields))), LINK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Create(Namespace("")), "create the fabric"),
        (Create(Namespace("app1")), "create sandbox app1"),
        (Delete(Namespace("app1")), "delete sandbox app1"),
        (Create(LAN1), "create bridge lan1"),
        (Create(LINK), "create link app1.eth0"),
        (Delete(LINK), "delete link app1.eth0"),
        (Create(ADDRESS), "create address 10.0.0.2/24 on eth0 of sandbox app1"),
        (Create(ROUTE), "create route to 0.0.0.0/0 via 10.0.0.1 of sandbox app1"),
        (Create(Sysctl("", "ipv4/ip_forward", "0")), "set ipv4/ip_forward to 0 in the fabric"),
        (
            Update(Sysctl("a", "ipv4/ip_forward", "1"), Sysctl("a", "ipv4/ip_forward", "0")),
            "set ipv4/ip_forward to 0 in sandbox a",
        ),
        (Delete(Sysctl("a", "ipv4/tcp_ecn", "1")), "set ipv4/tcp_ecn back in sandbox a"),
        (with_eth0(mtu=1400), "change link app1.eth0: eth0 mtu from 1400 to 1500"),
        (with_eth0(up=False), "change link app1.eth0: eth0 up from off to on"),
        (with_port(bridge=None), "change link app1.eth0: app1-eth0 bridge from none to lan1"),
        (Update(replace(LAN1, stp=True), LAN1), "change bridge lan1: lan1 stp from on to off"),
    ],
)
def test_what_an_action_does(action: Action, words: str) -> None:
    assert sentence(action) == words


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Create(Namespace("app1")), "its namespace is missing"),
        (Create(LAN1), "its bridge is missing"),
        (Create(LINK), "its link is missing"),
        (Create(ADDRESS), "address 10.0.0.2/24 is missing"),
        (Create(ROUTE), "route to 0.0.0.0/0 via 10.0.0.1 is missing"),
        (Create(Sysctl("a", "ipv4/ip_forward", "1")), "ipv4/ip_forward is not 1"),
        (Update(Sysctl("a", "x", "1"), Sysctl("a", "x", "0")), "x is 1, not 0"),
        (Delete(ADDRESS), "address 10.0.0.2/24 is not in the design"),
        (Delete(LINK), "link app1.eth0 is not in the design"),
        (with_eth0(up=False), "eth0 is down"),
        (Update(LINK, Veth("app1.eth0", (PORT, replace(ETH0, up=False)))), "eth0 is up"),
        (with_eth0(name="foo"), "eth0 is called foo"),
        (with_eth0(mtu=1400), "mtu of eth0 is 1400, not 1500"),
        (with_eth0(mac="02:00:00:00:00:09"), "mac of eth0 is 02:00:00:00:00:09, not 02:00:00:00:00:03"),
        (with_port(bridge="lan2"), "app1-eth0 is not a port of lan1"),
        (with_eth0(bridge="lan2"), "eth0 is a port of lan2"),
        (Update(replace(LAN1, stp=True), LAN1), "STP of lan1 is on"),
        (Update(replace(LAN1, forward_delay=4), LAN1), "forward delay of lan1 is 4, not 15"),
        (with_eth0(up=False, mtu=1400), "eth0 is down, mtu of eth0 is 1400, not 1500"),
    ],
)
def test_what_is_wrong_before_it(action: Action, words: str) -> None:
    assert deviation(action) == words
