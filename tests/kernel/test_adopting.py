"""Drift of every kind adopted: the design says what is observed, loses nothing else, and is in sync again."""

from collections.abc import Iterator

import pytest

from engine.adopting import adoption
from engine.backends.kernel import KernelBackend
from engine.conditions import is_condition
from engine.obstacles import obstacles
from engine.reconcile import inspect
from tests.kernel.drifting import FABRIC, FOUND, KINDS, RULES, Kind, everything
from tests.kernel.world import World
from topology.delta import diff, sentence
from topology.edits import apply
from topology.ipam import complete

MORE = {
    "link gone that no route needs": Kind(FABRIC, "ip link del app2-eth0", "", ""),
    "in another bridge, where no route is": Kind(FABRIC, "ip link set app2-eth0 master lan2", "", ""),
    "renumbered": Kind(
        "app1",
        "ip address del 10.0.0.2/24 dev eth0; ip address add 10.0.0.88/24 dev eth0",
        "route to 10.9.0.0/16 via 10.0.0.3 is missing",
        "",
    ),
    "MTU too small for IPv6": Kind("app2", "ip link set eth0 mtu 1200", "mtu of eth0 is 1200, not 1500", ""),
    "link down beside another deed": Kind(
        "app1", "ip link set eth0 down; ip address add 10.0.0.77/24 dev eth0", "eth0 is down", ""
    ),
    "cable down": Kind("app2", "ip link set wire0 down", "", ""),
}
PLAIN = {**KINDS, **FOUND, **MORE}

ADOPTED = {
    "link renamed": "renamed endpoint app1.eth0 to app1.wan0",
    "pulled cable": "changed up of endpoint app1.eth0 from on to off",
    "MAC changed": "changed mac of endpoint app1.eth0 from none to 02:00:00:00:77:77",
    "MTU changed": "changed mtu of endpoint app1.eth0 from none to 1300",
    "bridge option": "changed ageing of network lan1 from 60 to 10",
    "isolation taken off": "changed isolated of endpoint app2.eth0 from on to off",
    "address added": "changed addresses of endpoint app1.eth0 from 10.0.0.2/24 and fd00:10::2/64 to "
    "10.0.0.2/24, fd00:10::2/64 and 10.0.0.77/24",
    "prefix length changed": "changed addresses of endpoint app1.eth0 from 10.0.0.2/24 and fd00:10::2/64 "
    "to fd00:10::2/64 and 10.0.0.2/16",
    "address removed": "changed addresses of endpoint app1.eth0 from 10.0.0.2/24 and fd00:10::2/64 "
    "to 10.0.0.2/24",
    "route added": "changed routes of sandbox app2 from none to 1",
    "route removed": "changed routes of sandbox app1 from 1 to none",
    "route changed": "changed routes of sandbox app1 from 1 to 1",
    "forwarding": "changed forwarding of sandbox app1 from off to on",
    "IPv6 forwarding": "changed forwarding of sandbox app1 from off to on",
    "table entry gone": "changed fdb of network lan1 from 1 to none",
    "sysctl": "changed sysctls of sandbox app1 from {'net.ipv4.tcp_syncookies': '0'} to "
    "{'net.ipv4.tcp_syncookies': '1'}",
    "link gone that no route needs": "removed endpoint app2.eth0",
    "in another bridge, where no route is": "changed network and addresses of endpoint app2.eth0",
    "renumbered": "changed addresses of endpoint app1.eth0 from 10.0.0.2/24 and fd00:10::2/64 to "
    "fd00:10::2/64 and 10.0.0.88/24",
    "link down beside another deed": "changed addresses of endpoint app1.eth0 from 10.0.0.2/24 and "
    "fd00:10::2/64 to 10.0.0.2/24, fd00:10::2/64 and 10.0.0.77/24",
    "cable down": "changed up of endpoint app2.wire0 from on to off",
}
"""What changes in the design; nothing does by any other kind."""

LEFT = {*PLAIN, *RULES} - {*ADOPTED} | {"renumbered", "link down beside another deed"}
"""Of these there is something that is not adopted, but named; of all others there is nothing."""


@pytest.fixture(scope="module")
def drifting(backend: KernelBackend) -> Iterator[World]:
    made = World(backend)
    yield made
    made.destroy()


@pytest.mark.parametrize("kind", PLAIN)
def test_adopted_drift_leaves_a_design_that_is_in_sync(drifting: World, kind: str) -> None:
    adopt(drifting, kind, PLAIN[kind])


@pytest.mark.usefixtures("without_netem")
@pytest.mark.parametrize("kind", RULES)
def test_drift_of_rules_leaves_the_design_as_it_is(drifting: World, kind: str) -> None:
    adopt(drifting, kind, RULES[kind])


def adopt(world: World, kind: str, drift: Kind) -> None:
    design = complete(everything().model_copy(update={"name": world.name}))
    world.build(design)
    assert world.reconcile().is_done
    world.do(drift.place, drift.hand)
    found = inspect(world.backend, world.desired).rest
    adopted = adoption(design, world.desired, tuple(each for each in found if not is_condition(each)))
    after = apply(design, adopted.operations)
    assert sentence(diff(design, after)) == ADOPTED.get(kind, "changed nothing")
    told = any(drift.told in words for words in adopted.left)
    assert told if kind in LEFT else not adopted.left
    assert not obstacles(after, world.backend.features)
    world.build(after)
    assert world.reconcile().is_done
