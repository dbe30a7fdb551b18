"""A bridge behaves as its network's options say, at once and whoever changes them."""

from typing import Any

import pytest

from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.values import Design, Network, NetworkOptions, Patch

EVERY_OPTION = NetworkOptions(
    stp=True, priority=4096, forward_delay=4, ageing=77, multicast_snooping=False, group_fwd_mask=0x4008
)
SHOWN = {
    "stp_state": 1,
    "priority": 4096,
    "forward_delay": 400,
    "ageing_time": 7700,
    "mcast_snooping": 0,
    "group_fwd_mask": "0x4008",
}
"""As `ip` writes them."""


def options(world: World, bridge: str = "lan1") -> dict[str, Any]:
    (seen,) = world.ip(FABRIC, "link", "show", "dev", bridge)
    return {name: seen["linkinfo"]["info_data"][name] for name in SHOWN}


def with_options(chosen: NetworkOptions) -> Design:
    return labs.one_bridge(1, Network(name="lan1", subnets=("10.0.0.0/24",), options=chosen))


def test_ip_agrees_with_the_design_in_every_option(world: World) -> None:
    assert world.build(with_options(EVERY_OPTION)) == ()
    assert options(world) == SHOWN
    assert world.plan() == ()


def test_a_bridge_that_is_told_nothing_is_as_the_design_says_too(world: World) -> None:
    world.build(with_options(NetworkOptions()))
    assert options(world) == {
        "stp_state": 0,
        "priority": 32768,
        "forward_delay": 1500,
        "ageing_time": 30000,
        "mcast_snooping": 1,
        "group_fwd_mask": "0",
    }
    assert world.plan() == ()


def test_options_change_on_the_running_bridge(world: World) -> None:
    world.build(with_options(NetworkOptions()))
    (before,) = world.ip(FABRIC, "link", "show", "dev", "lan1")
    assert world.build(with_options(EVERY_OPTION)) == ()
    (after,) = world.ip(FABRIC, "link", "show", "dev", "lan1")
    assert (after["ifindex"], options(world)) == (before["ifindex"], SHOWN)
    assert world.build(with_options(NetworkOptions())) == ()
    assert options(world)["ageing_time"] == 30000
    assert world.plan() == ()


DRIFT = {
    "priority": "priority 8192",
    "ageing": "ageing_time 100",
    "ageing by a part of a second": "ageing_time 7720",
    "multicast snooping": "mcast_snooping 1",
    "group forward mask": "group_fwd_mask 0x10",
    "all of it": "stp_state 0 priority 0 forward_delay 200 ageing_time 0 mcast_snooping 1 group_fwd_mask 0",
}


@pytest.mark.parametrize("kind", DRIFT)
def test_what_somebody_else_changes_is_put_back(world: World, kind: str) -> None:
    world.build(with_options(EVERY_OPTION))
    world.do(FABRIC, f"ip link set lan1 type bridge {DRIFT[kind]}")
    assert world.plan()
    assert world.reconcile().is_done
    assert options(world) == SHOWN


def two_switches(*delays: int) -> Design:
    """s1, which becomes the root, and s2, patched."""
    switches = [
        Network(
            name=f"s{number}",
            subnets=(),
            gateway=(),
            options=NetworkOptions(stp=True, priority=4096 * number, forward_delay=delay, ageing=100),
        )
        for number, delay in enumerate(delays, 1)
    ]
    return labs.lab(switches, [], [], [Patch(name="p1", networks=("s1", "s2"))])


def test_the_root_s_forward_delay_is_not_taken_for_the_bridge_s_own(world: World) -> None:
    """Under STP the kernel shows the root's."""
    world.build(two_switches(2, 7))
    until(lambda: options(world, "s2")["forward_delay"] == 200, seconds=10)
    assert world.plan() == ()
    assert world.build(two_switches(2, 9)) == ()
    assert world.plan() == ()
    world.do(FABRIC, "ip link set p1-s1 down")
    until(lambda: options(world, "s2")["forward_delay"] == 900, seconds=60)


def test_ageing_that_stp_shortens_for_a_while_is_left_alone(world: World) -> None:
    """While the tree changes, addresses are forgotten sooner: after twice the forward delay."""
    world.build(two_switches(2, 2))
    until(lambda: options(world, "s1")["ageing_time"] == 400, seconds=20)
    assert world.plan() == ()
    world.do(FABRIC, "ip link set s1 type bridge ageing_time 5000")
    assert world.plan()
