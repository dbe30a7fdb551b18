"""What bridges are told, in words, in commands and in edits that adopt it."""

import shlex
from dataclasses import replace

import pytest

from engine.adopting import adoption
from engine.commands import commands
from engine.drivers import Owner
from engine.lower import lower
from engine.plan import Action, Create, Delete, Update
from engine.planning import plan
from engine.resources import Bridge, End, Fdb, State, Veth, key
from engine.sentences import deviation, sentence
from tests.engine.builders import build, built, changed, lab
from topology.edits import apply
from topology.ipam import complete
from topology.values import Design, Endpoint, FdbEntry, Network, NetworkOptions, Patch, Sandbox

MAC, OTHER = "02:00:00:00:00:aa", "02:00:00:00:00:bb"
LAN1 = Bridge("lan1", "lan1", "02:00:00:00:00:01")
PORT = End("", "app1-eth0", "02:00:00:00:00:02", bridge="lan1")
ETH0 = End("app1", "eth0", "02:00:00:00:00:03")
ENTRY = Fdb("", "app1-eth0", MAC)


def told(**options: object) -> Action:
    return Update(LAN1, replace(LAN1, **options))  # type: ignore[arg-type]


def isolated(before: bool, after: bool) -> Action:
    one, other = (Veth("app1.eth0", (replace(PORT, isolated=yes), ETH0)) for yes in (before, after))
    return Update(one, other)


def typed(action: Action) -> list[str]:
    return [shlex.join(command) for command in commands("lab", (action,))]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (told(priority=4096), "priority of lan1 is 32768, not 4096"),
        (told(ageing=77), "ageing of lan1 is 300, not 77"),
        (told(multicast_snooping=False), "multicast snooping of lan1 is on, not off"),
        (told(group_fwd_mask=8), "group fwd mask of lan1 is 0, not 8"),
        (isolated(True, False), "app1-eth0 is isolated"),
        (isolated(False, True), "app1-eth0 is not isolated"),
        (Create(ENTRY), f"the static address {MAC} at port app1-eth0 is missing"),
        (Delete(ENTRY), f"the static address {MAC} at port app1-eth0 is not in the design"),
    ],
)
def test_what_is_wrong(action: Action, words: str) -> None:
    assert deviation(action) == words


def test_what_is_done_about_an_entry() -> None:
    assert sentence(Create(ENTRY)) == f"create static address {MAC} at port app1-eth0"


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (told(priority=4096), ["ip -n lab link set dev lan1 type bridge priority 4096"]),
        (
            told(ageing=77, multicast_snooping=False, group_fwd_mask=8),
            ["ip -n lab link set dev lan1 type bridge ageing_time 7700 mcast_snooping 0 group_fwd_mask 8"],
        ),
        (
            isolated(False, True),
            ["ip -n lab link set dev app1-eth0 type bridge_slave isolated on"],
        ),
        (Create(ENTRY), [f"bridge -n lab fdb replace {MAC} dev app1-eth0 master static"]),
        (Delete(ENTRY), [f"bridge -n lab fdb del {MAC} dev app1-eth0 master"]),
    ],
)
def test_what_a_person_would_type(action: Action, words: list[str]) -> None:
    assert typed(action) == words


def test_a_port_that_is_plugged_in_again_is_isolated_again() -> None:
    after = Veth("app1.eth0", (replace(PORT, isolated=True), ETH0))
    before = Veth("app1.eth0", (replace(PORT, isolated=True, bridge=None), ETH0))
    assert typed(Update(before, after)) == [
        "ip -n lab link set dev app1-eth0 master lan1",
        "ip -n lab link set dev app1-eth0 type bridge_slave isolated on",
    ]


def switch() -> Design:
    """app1 on lan1, which is patched to lan2; lan1 is told where MAC is."""
    return lab(
        [
            Network(name="lan1", subnets=("10.0.0.0/24",), fdb=(FdbEntry(mac=MAC, to="app1.eth0"),)),
            Network(name="lan2", subnets=()),
        ],
        [Sandbox(name="app1")],
        [Endpoint(sandbox="app1", network="lan1")],
        [Patch(name="p1", networks=("lan1", "lan2"))],
    )


@pytest.mark.parametrize(("to", "owner"), [("app1.eth0", ("endpoint", "app1.eth0")), ("p1", ("patch", "p1"))])
def test_an_entry_is_of_those_whose_port_it_is_at(to: str, owner: Owner) -> None:
    design = changed(switch(), "network", "lan1", fdb=(FdbEntry(mac=MAC, to=to),))
    lowered = lower(complete(design))
    assert [lowered.owners[name] for name in lowered.state if name[0] == "fdb"] == [owner]


def ageing(state: State, seconds: float | None) -> Bridge:
    """The bridge of lan1 as it is there, but for its ageing."""
    bridge = state["bridge", "lan1"]
    assert isinstance(bridge, Bridge)
    return replace(bridge, ageing=seconds)


def test_options_isolation_and_entries_are_lowered() -> None:
    options = NetworkOptions(priority=1, ageing=2, multicast_snooping=False, group_fwd_mask=8)
    design = changed(switch(), "network", "lan1", options=options)
    state = lower(changed(design, "endpoint", "app1.eth0", isolated=True)).state
    bridge, veth = state["bridge", "lan1"], state["veth", "app1.eth0"]
    assert isinstance(bridge, Bridge) and isinstance(veth, Veth)
    assert (bridge.priority, bridge.ageing) == (1, 2)
    assert (bridge.multicast_snooping, bridge.group_fwd_mask) == (False, 8)
    assert [end.isolated for end in veth.ends] == [True, False]
    assert state[key(ENTRY)] == ENTRY


def test_an_entry_is_made_anew_with_its_port() -> None:
    backend, desired = built(switch()), lower(switch())
    backend.disturb("lab", ("veth", "app1.eth0"), None)
    assert key(ENTRY) not in backend.observe("lab")
    assert build(backend, desired).is_done
    assert key(ENTRY) in backend.observe("lab")


def test_ageing_that_cannot_be_seen_is_taken_to_be_right() -> None:
    desired = lower(switch()).state
    hidden: State = {**desired, ("bridge", "lan1"): ageing(desired, None)}
    assert plan(hidden, desired) == ()


@pytest.mark.parametrize(
    ("entry", "to"), [(Fdb("", "app1-eth0", OTHER), "app1.eth0"), (Fdb("", "p1-lan1", OTHER), "p1")]
)
def test_an_entry_that_somebody_made_can_be_adopted(entry: Fdb, to: str) -> None:
    desired = lower(switch())
    observed: State = {**desired.state, key(entry): entry}
    adopted = adoption(switch(), desired, plan(observed, desired.state))
    made = apply(switch(), list(adopted.operations))
    assert [each.to for each in made.networks[0].fdb] == ["app1.eth0", to]
    assert plan(observed, lower(complete(made)).state) == ()
    assert adopted.left == ()


def test_an_entry_that_somebody_took_away_can_be_adopted() -> None:
    desired = lower(switch())
    observed = {name: each for name, each in desired.state.items() if each != ENTRY}
    adopted = adoption(switch(), desired, plan(observed, desired.state))
    assert apply(switch(), list(adopted.operations)).networks[0].fdb == ()


def test_a_part_of_a_second_cannot_be_adopted() -> None:
    desired = lower(switch())
    odd: State = {**desired.state, ("bridge", "lan1"): ageing(desired.state, 77.5)}
    adopted = adoption(switch(), desired, plan(odd, desired.state))
    assert (adopted.operations, adopted.left) == ((), ("ageing of lan1 is 77.5, not 300",))
