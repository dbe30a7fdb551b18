"""What mends a problem does so, and makes no other."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.check import check
from tests.topology.builders import cable, design, endpoint, network, patch, sandbox, two_apps
from tests.topology.strategies import designs, several
from topology.edits import apply
from topology.ipam import complete
from topology.problems import InvalidDesign, Problem, errors
from topology.values import Design, FdbEntry, Network, NetworkOptions, Publish

LAN = network(subnets=("10.0.0.0/24",))
SIX = network(subnets=("fd00::/64",), options={"mtu": 1000})


def on_lan(lan: Network, *addresses: str, **fields: object) -> Design:
    return design(lan, sandbox("app1"), endpoint("app1", lan.name, *addresses, **fields))


def ring() -> Design:
    lans = [network(f"lan{place}") for place in (1, 2, 3)]
    return design(*lans, patch("lan1", "lan2"), patch("lan2", "lan3"), patch("lan3", "lan1"))


def stacked(driver: str, options: dict[str, object], **fields: object) -> Design:
    above = network("top", driver=driver, options={"parent": "lan1", **options})
    return design(
        network(subnets=("10.0.0.0/24",)), above, sandbox("app1"), endpoint("app1", "top", **fields)
    )


def told(*entries: tuple[str, str]) -> Design:
    fdb = tuple(FdbEntry(mac=mac, to=to) for mac, to in entries)
    return on_lan(network(subnets=("10.0.0.0/24",), fdb=fdb))


def routed(*vias: str) -> Design:
    routes = [("10.9.0.0/24", via) for via in vias]
    return design(LAN, sandbox("app1", *routes), endpoint())


FLAWED = {
    "Take 10.0.0.3/24": two_apps(addresses=("10.0.0.2/24",)),
    "Take 10.0.0.3/24 ": two_apps(addresses=("10.0.0.1/24",)),
    "Take 10.0.0.2/24": on_lan(LAN, "192.168.0.2/24"),
    "Take 10.0.0.2/24 ": on_lan(LAN, "10.0.0.255/24"),
    "Take 10.0.0.7/24": on_lan(LAN, "10.0.0.7/16"),
    "Leave it out": two_apps(mac="02:00:00:00:00:01").model_copy(
        update={
            "endpoints": (
                endpoint("app1", "lan1", "10.0.0.2/24", mac="02:00:00:00:00:01", interface="eth0"),
                endpoint("app2", "lan1", "10.0.0.3/24", mac="02:00:00:00:00:01", interface="eth0"),
            )
        }
    ),
    "Leave it out ": two_apps(mtu=9000),
    "Leave it out  ": on_lan(network(driver="null", subnets=()), isolated=True),
    "Leave it out   ": design(
        network(driver="macvlan", subnets=("10.0.0.0/24",), fdb=(FdbEntry(mac="02:00:00:00:00:01", to="p1"),))
    ),
    "Leave it out    ": design(network(options={"mode": "l2"})),
    "Leave it out     ": stacked("ipvlan", {}, mac="02:00:00:00:00:09"),
    "Write none": design(
        cable("lan1", gateway=("10.0.0.1",), subnets=("10.0.0.0/24",)),
        sandbox("a"), sandbox("b"), endpoint("a", "lan1"), endpoint("b", "lan1"),
    ),
    "Take 10.0.0.1": on_lan(network(subnets=("10.0.0.0/24",), gateway=("10.1.0.1",)), "10.0.0.2/24"),
    "Take 10.0.0.2": on_lan(network(subnets=("10.0.0.0/24",), gateway=("10.0.0.0",)), "10.0.0.1/24"),
    "Take 10.0.0.1 ": design(network(subnets=("10.0.0.0/24",), gateway=("10.0.0.1", "10.0.0.2"))),
    "Take 10.0.0.2 ": design(
        network("lan1", subnets=("10.0.0.0/24",), gateway=("10.0.0.1",)),
        network("lan2", subnets=("10.0.0.0/24",), gateway=("10.0.0.1",)),
        patch(),
    ),
    "Turn STP on": ring(),
    "Give all 9000": design(network("lan1"), network("lan2", options={"mtu": 9000}), patch()),
    "Write 1280": on_lan(SIX),
    "Write 8": design(network(options={"group_fwd_mask": 15})),
    "Write 1500": stacked("macvlan", {"mtu": 9000}),
    "Write 1400": stacked("macvlan", {"mtu": 1400}, mtu=1500),
    "Take the entry out": told(("02:00:00:00:00:01", "p9")),
    "Take the entry out ": told(("02:00:00:00:00:01", "app1.eth0"), ("02:00:00:00:00:01", "app1.eth0")),
    "Take 10.0.1.0/24": design(
        network("lan1", subnets=("10.0.0.0/24",)), network("lan2", subnets=("10.0.0.0/24",)),
        sandbox("app1"), endpoint("app1", "lan2", "10.0.0.9/24"),
    ),
    "Take a free one": design(network(driver="uplink", subnets=(), gateway=())),
    "Take 10.0.0.1  ": design(network(driver="uplink", subnets=("10.0.0.0/24",), gateway=())),
    "Keep one of them": routed("10.0.0.1", "10.0.0.1"),
    "Call it p2": design(
        network("lan1"), network("lan2"), sandbox("p1"),
        endpoint("p1", "lan1", interface="lan1"), patch(name="p1"),
    ),
}  # fmt: skip
"""By the title of the fix; blanks tell those apart that are called the same."""


def wrong(made: Design) -> set[tuple[str, str, str, str]]:
    return {(each.kind, each.name, each.field, each.reason) for each in check(made)}


def mended(made: Design, problems: Sequence[Problem]) -> Design:
    return apply(made, [operation for each in problems if each.fix for operation in each.fix.operations])


@pytest.mark.parametrize("title", FLAWED)
def test_a_fix_mends_its_problem_and_makes_no_other(title: str) -> None:
    made = complete(FLAWED[title])
    problem = next(each for each in check(made) if each.fix and each.fix.title == title.strip())
    after = mended(made, [problem])
    left = wrong(after)
    assert (problem.kind, problem.name, problem.field, problem.reason) not in left
    assert left <= wrong(made)


def test_what_is_not_certain_has_no_fix() -> None:
    [unreachable] = check(routed("10.5.0.1"))
    assert unreachable.fix is None
    [two_ways] = (each for each in check(routed("10.0.0.1", "10.0.0.9")) if each.severity == "error")
    assert two_ways.fix is None


def test_fixes_of_the_same_kind_take_different_addresses() -> None:
    boxes = [sandbox(f"app{place}") for place in range(5)]
    made = complete(design(LAN, *boxes, *(endpoint(box.name, "lan1", "10.0.0.9/24") for box in boxes)))
    problems = check(made)
    assert len(problems) == 4
    assert check(mended(made, problems)) == ()


def test_a_name_in_use_is_refused_with_the_next_free_one() -> None:
    made = complete(two_apps())
    with pytest.raises(InvalidDesign) as caught:
        apply(made, [{"op": "rename", "kind": "sandbox", "name": "app2", "to": "app1"}])
    [problem] = caught.value.problems
    assert problem.fix and problem.fix.title == "Call it app3"
    assert [each.name for each in mended(made, [problem]).sandboxes] == ["app1", "app3"]


@given(designs())
@several
def test_each_fix_of_any_design_mends_its_problem_and_makes_no_error(made: Design) -> None:
    before = set(errors(check(made)))
    for problem in check(made):
        if problem.fix:
            after = check(mended(made, [problem]))
            assert problem not in after
            assert _places(errors(after)) <= _places(tuple(before))


@given(designs())
@several
def test_all_fixes_of_any_design_go_together(made: Design) -> None:
    problems = check(made)
    after = errors(check(mended(made, problems)))
    assert not {each for each in problems if each.fix} & set(after)
    assert _places(after) <= _places(errors(problems))


def _places(problems: Sequence[Problem]) -> set[tuple[str, str, str]]:
    return {(each.kind, each.name, each.field) for each in problems}


FLAWS: list[dict[str, Any]] = [
    {},
    {"driver": "uplink", "gateway": ()},
    {"gateway": ("10.0.0.1", "10.0.0.2"), "subnets": ("10.0.0.0/24", "fd00::/64")},
    {"gateway": ("192.168.9.9",), "subnets": ("10.0.0.0/24",)},
    {"options": NetworkOptions(mtu=1000), "subnets": ("fd00::/64",)},
    {"options": NetworkOptions(group_fwd_mask=7, mode="l2")},
    {"fdb": (FdbEntry(mac="02:00:00:00:00:01", to="app0.eth0"),)},
    {"driver": "vlan", "options": NetworkOptions(parent="lan0", vlan=20, mtu=9000)},
    {"driver": "ipvlan", "options": NetworkOptions(parent="lan1", mtu=9000)},
    {"publish": (Publish(port="80", sandbox="app0"),)},
]


@st.composite
def flawed(draw: st.DrawFn) -> Design:
    """One of the designs that there are, its networks with one flaw more each."""
    made = draw(designs())
    flaw = st.sampled_from(FLAWS)
    networks = tuple(each.model_copy(update=draw(flaw)) for each in made.networks)
    names = {each.name for each in networks}
    boxes = {each.name for each in made.sandboxes}
    fitting = tuple(
        each
        for each in networks
        if each.options.parent in {None, *names} and all(out.sandbox in boxes for out in each.publish)
    )
    if len(fitting) < len(networks):
        return made
    return complete(made.model_copy(update={"networks": networks}))


@given(flawed())
@several
def test_fixes_of_networks_at_random_make_no_error(made: Design) -> None:
    before = _places(errors(check(made)))
    for problem in check(made):
        if problem.fix:
            after = check(mended(made, [problem]))
            assert problem not in after, problem
            assert _places(errors(after)) <= before, problem
