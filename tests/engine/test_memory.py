"""The simulation behaves like the kernel where that matters to who plans."""

from dataclasses import replace

import pytest

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.lower import lower
from engine.plan import Action, Create, Delete, Update
from engine.resources import Address, Bridge, End, Namespace, Resource, Route, Sysctl, Veth
from tests.engine.builders import (
    bridge,
    built,
    built_state,
    changed,
    lab,
    one_bridge,
    patched,
    two_on_a_cable,
)
from topology.values import Route as Drawn

ETH0 = ("veth", "app1.eth0")


def link(backend: MemoryBackend, label: str) -> Veth:
    found = backend.observe("lab")["veth", label]
    assert isinstance(found, Veth)
    return found


def left_after(*actions: Action) -> set[str]:
    """The kinds and places of what is left of one sandbox on a bridge after these actions."""
    backend = built(one_bridge("app1"))
    backend.apply("lab", actions)
    return {" ".join(key[:2]) for key in backend.observe("lab")}


def test_nothing_exists_of_what_was_never_built() -> None:
    assert MemoryBackend().observe("lab") == {}


def test_what_was_built_is_observed() -> None:
    assert built_state(one_bridge()) == lower(one_bridge()).state


def test_topologies_are_those_of_which_something_exists() -> None:
    assert list(built(one_bridge()).topologies()) == ["lab"]


def test_a_topology_of_which_nothing_exists_any_more_is_forgotten() -> None:
    backend = built(lab())
    backend.apply("lab", (Delete(Namespace("")),))
    assert list(backend.topologies()) == []


def test_a_sandbox_takes_with_it_what_is_inside_and_its_link() -> None:
    assert left_after(Delete(Namespace("app1"))) == {
        "file ",
        "namespace ",
        "sysctl ",
        "bridge lan1",
        "address ",
    }


def test_the_fabric_takes_with_it_every_bridge_and_link() -> None:
    assert left_after(Delete(Namespace(""))) == {"namespace app1", "sysctl app1", "etc app1"}


def test_a_veth_pair_takes_its_addresses_and_routes_with_it() -> None:
    gone = Delete(Veth("app1.eth0", ()))
    assert left_after(gone) == {
        "etc app1",
        "file ",
        "namespace ",
        "namespace app1",
        "sysctl ",
        "sysctl app1",
        "bridge lan1",
        "address ",
    }


def test_deleting_what_is_gone_already_is_no_failure() -> None:
    gone: list[Resource] = [Namespace("x"), Veth("x", ()), Address("x", "eth0", "10.0.0.2/24")]
    assert built(lab()).apply("lab", tuple(map(Delete, gone))) == ()


def test_a_bridge_that_goes_lets_go_of_its_ports() -> None:
    backend = built(one_bridge("app1"))
    backend.disturb("lab", ("bridge", "lan1"), None)
    assert link(backend, "app1.eth0").ends[0].bridge is None


def test_a_bridge_that_goes_leaves_other_bridges_their_ports() -> None:
    backend = built(patched())
    backend.disturb("lab", ("bridge", "lan1"), None)
    assert [end.bridge for end in link(backend, "p1").ends] == [None, "lan2"]


def test_a_route_goes_with_the_address_that_reached_its_next_hop() -> None:
    backend = built(one_bridge("app1"))
    backend.disturb("lab", ("address", "app1", "eth0", "10.0.0.2/24"), None)
    assert ("route", "app1", "0.0.0.0/0", "10.0.0.1") not in backend.observe("lab")


def set_down(backend: MemoryBackend, number: int, label: str) -> None:
    was = link(backend, label)
    ends = tuple(replace(end, up=end.up and i != number) for i, end in enumerate(was.ends))
    backend.disturb("lab", ("veth", label), replace(was, ends=ends))


def test_a_link_that_goes_down_loses_its_ipv6_addresses() -> None:
    backend = built(two_on_a_cable(subnet="fd00::/64"))
    set_down(backend, 0, "c1")
    assert ("address", "a", "eth0", "fd00::1/64") not in backend.observe("lab")


def test_a_link_that_goes_down_keeps_its_ipv4_addresses() -> None:
    backend = built(two_on_a_cable())
    set_down(backend, 0, "c1")
    assert ("address", "a", "eth0", "10.1.0.1/24") in backend.observe("lab")


def test_a_link_that_goes_down_loses_its_routes() -> None:
    backend = built(one_bridge("app1"))
    set_down(backend, 1, "app1.eth0")
    assert ("route", "app1", "0.0.0.0/0", "10.0.0.1") not in backend.observe("lab")


def test_a_bridge_that_goes_down_loses_its_ipv6_gateway() -> None:
    backend = built(lab(networks=[bridge(subnet="fd00::/64")]))
    was = backend.observe("lab")["bridge", "lan1"]
    assert isinstance(was, Bridge)
    backend.disturb("lab", ("bridge", "lan1"), replace(was, up=False))
    assert ("address", "", "lan1", "fd00::1/64") not in backend.observe("lab")


def test_a_renamed_link_keeps_its_addresses_under_its_designed_name() -> None:
    backend = built(one_bridge("app1"))
    was = link(backend, "app1.eth0")
    renamed = replace(was, ends=(was.ends[0], replace(was.ends[1], name="foo")))
    backend.disturb("lab", ETH0, renamed)
    assert ("address", "app1", "eth0", "10.0.0.2/24") in backend.observe("lab")


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (Create(Namespace("app1")), 'Cannot create namespace "app1": File exists'),
        (Create(Sysctl("x", "a", "1")), 'Cannot open network namespace "x": No such file or directory'),
        (Create(Bridge("b", "lan1", "m")), 'Cannot create link "lan1": File exists'),
        (Create(Veth("v", (End("", "v", "m", bridge="x"),))), 'Cannot find device "x"'),
        (Update(Bridge("b", "b", "m"), Bridge("b", "b", "m")), 'Cannot find device "b"'),
        (Create(Address("app1", "eth9", "10.0.0.2/24")), 'Cannot find device "eth9"'),
        (Create(Route("app1", "10.9.0.0/16", "172.16.0.1")), "Network is unreachable"),
    ],
)
def test_what_the_kernel_refuses_is_refused(action: Action, reason: str) -> None:
    assert built(one_bridge("app1")).apply("lab", (action,)) == (Failure(action, reason, transient=False),)


def test_a_failed_action_does_not_keep_the_rest_from_being_done() -> None:
    backend = built(lab())
    backend.apply("lab", (Create(Sysctl("x", "a", "1")), Create(Namespace("app1"))))
    assert ("namespace", "app1") in backend.observe("lab")


def test_a_fault_strikes_what_it_is_meant_for() -> None:
    backend = built(lab())
    backend.fail(lambda action: action.key == ("namespace", "b"), "no room", transient=True)
    a, b = Create(Namespace("a")), Create(Namespace("b"))
    assert backend.apply("lab", (a, b)) == (Failure(b, "no room", transient=True),)


def test_a_fault_is_over_when_it_is_healed() -> None:
    backend = built(lab())
    backend.fail(lambda action: True)
    backend.heal()
    assert backend.apply("lab", (Create(Namespace("a")),)) == ()


def test_whoever_watches_is_told_of_what_is_applied() -> None:
    told: list[str] = []
    backend = MemoryBackend()
    backend.watch(told.append)
    backend.apply("lab", (Create(Namespace("")),))
    assert told == ["lab"]


def test_whoever_watches_is_told_of_what_somebody_else_does() -> None:
    told: list[str] = []
    backend = built(lab())
    backend.watch(told.append)
    backend.disturb("lab", ("namespace", "x"), Namespace("x"))
    assert told == ["lab"]


def test_nobody_is_told_after_it_was_closed() -> None:
    told: list[str] = []
    backend = MemoryBackend()
    backend.watch(told.append)
    backend.close()
    backend.apply("lab", (Create(Namespace("")),))
    assert told == []


def test_a_route_stays_while_another_address_reaches_its_next_hop() -> None:
    routed = changed(one_bridge("app1"), "sandbox", "app1", routes=(Drawn(to="10.9.0.0/16", via="10.0.0.9"),))
    backend = built(changed(routed, "endpoint", "app1.eth0", addresses=("10.0.0.2/24", "10.0.0.3/24")))
    backend.disturb("lab", ("address", "app1", "eth0", "10.0.0.2/24"), None)
    assert ("route", "app1", "10.9.0.0/16", "10.0.0.9") in backend.observe("lab")
