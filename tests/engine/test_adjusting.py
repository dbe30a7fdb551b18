"""Small edits of what is in sync: only what they touch is looked at; the result is that of a whole pass."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adjusting import Built, adjust, relower
from engine.backends.memory import MemoryBackend
from engine.features import EVERY
from engine.lower import lower
from engine.neighbourhood import edit
from engine.reconcile import inspect
from engine.resources import State
from engine.scope import Scope
from engine.status import ObjectState
from tests.engine.builders import bridge, build, changed, lab
from topology.edits import apply
from topology.problems import InvalidDesign
from topology.values import Design, Endpoint, Network, Patch, Sandbox

Operation = dict[str, Any]


def _connect(sandbox: str, network: str) -> Operation:
    return {"op": "add", "kind": "endpoint", "value": {"sandbox": sandbox, "network": network}}


class Watched(MemoryBackend):
    """Remembers how much was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes: list[Scope | None] = []

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        self.scopes.append(scope)
        return super().observe(topology, scope)


def campus() -> Design:
    """Two patched networks with a router to a third, a cable, and a network by itself."""
    names = ("lan1", "lan2", "lan3", "lan4")
    return lab(
        networks=[
            *(bridge(name, f"10.{number}.0.0/24") for number, name in enumerate(names)),
            Network(name="wire", driver="cable", subnets=("10.9.0.0/24",)),
        ],
        sandboxes=[
            Sandbox(name="router", forwarding=True),
            *(Sandbox(name=f"app{number}") for number in range(1, 6)),
        ],
        endpoints=[
            Endpoint(sandbox="router", network="lan2"),
            Endpoint(sandbox="router", network="lan3"),
            Endpoint(sandbox="app1", network="lan1"),
            Endpoint(sandbox="app2", network="lan2"),
            Endpoint(sandbox="app3", network="lan3"),
            Endpoint(sandbox="app4", network="lan4"),
            Endpoint(sandbox="app4", network="wire"),
            Endpoint(sandbox="app5", network="wire"),
        ],
        patches=[Patch(networks=("lan1", "lan2"))],
    )


def built(design: Design) -> tuple[Watched, Built]:
    backend, desired = Watched(), lower(design)
    assert build(backend, desired).is_done
    backend.scopes.clear()
    return backend, Built(1, design, desired)


def with_a_second_interface(design: Design) -> Design:
    return apply(design, [_connect("app4", "lan4")])


def test_only_what_an_edit_touches_is_looked_at() -> None:
    backend, before = built(campus())
    assert adjust(backend, before, 2, with_a_second_interface(campus()))
    assert backend.scopes
    for scope in backend.scopes:
        assert scope is not None
        assert scope.places == {"app4"}
        assert {place for place, _ in scope.links} <= {"", "app5"}


def test_what_was_adjusted_is_what_a_whole_pass_would_have_built() -> None:
    backend, before = built(campus())
    after = with_a_second_interface(campus())
    assert adjust(backend, before, 2, after)
    assert inspect(backend, lower(after)).is_done


def test_an_adjusted_topology_can_be_adjusted_again() -> None:
    backend, before = built(campus())
    first = adjust(backend, before, 2, with_a_second_interface(campus()))
    assert first
    second = adjust(backend, first.built, 3, campus())
    assert second
    assert inspect(backend, lower(campus())).is_done


def test_the_objects_that_an_edit_touched_are_told_and_those_that_are_gone() -> None:
    backend, before = built(campus())
    without = apply(campus(), [{"op": "remove", "kind": "endpoint", "name": "app3.eth0"}])
    adjusted = adjust(
        backend,
        before,
        2,
        apply(without, [{"op": "set", "kind": "sandbox", "name": "app1", "fields": {"forwarding": True}}]),
    )
    assert adjusted
    assert adjusted.status.objects == (ObjectState("sandbox", "app1", "in_sync"),)
    assert adjusted.status.gone == (("endpoint", "app3.eth0"),)


def test_an_edit_of_a_network_is_not_a_small_one() -> None:
    backend, before = built(campus())
    after = changed(campus(), "network", "lan4", gateway=())
    assert adjust(backend, before, 2, after) is None
    assert backend.scopes == []


def test_a_patch_that_comes_is_not_a_small_edit() -> None:
    backend, before = built(campus())
    after = campus().model_copy(
        update={"patches": (*campus().patches, Patch(name="p2", networks=("lan3", "lan4")))}
    )
    assert adjust(backend, before, 2, after) is None
    assert backend.scopes == []


def test_of_a_patch_only_its_own_ends_are_looked_at() -> None:
    backend, before = built(campus())
    after = changed(campus(), "patch", "p1", up=False)
    adjusted = adjust(backend, before, 2, after)
    assert adjusted and adjusted.status.objects == (ObjectState("patch", "p1", "in_sync"),)
    assert backend.scopes
    for scope in backend.scopes:
        assert scope and not scope.places
        assert scope.links == {("", "p1-lan1"), ("", "p1-lan2")}
    assert inspect(backend, lower(after)).is_done


def test_an_edit_that_cannot_be_built_changes_nothing() -> None:
    backend, before = built(campus())
    after = changed(campus(), "endpoint", "app1.eth0", addresses=("10.0.0.1/24",))  # the gateway's
    assert adjust(backend, before, 2, after) is None
    assert inspect(backend, before.desired).is_done


def test_what_fails_is_left_to_a_whole_pass() -> None:
    backend, before = built(campus())
    backend.fail(lambda action: action.key[0] == "veth")
    assert adjust(backend, before, 2, with_a_second_interface(campus())) is None


class Blind(Watched):
    """Does not see what impairs, unless it looks at everything."""

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        found = super().observe(topology, scope)
        return {name: each for name, each in found.items() if scope is None or name[0] != "shaping"}


def test_a_look_that_does_not_show_what_is_taken_back_is_not_believed() -> None:
    impaired = changed(campus(), "endpoint", "app1.eth0", rate="1mbit")
    backend, desired = Blind(), lower(impaired)
    assert build(backend, desired).is_done
    assert adjust(backend, Built(1, impaired, desired), 2, campus()) is None


def test_drift_of_a_neighbour_is_not_an_edits_business() -> None:
    backend, before = built(campus())
    backend.disturb("lab", ("address", "app1", "eth0", "10.0.0.2/24"), None)
    assert adjust(backend, before, 2, with_a_second_interface(campus()))
    assert not inspect(backend, lower(with_a_second_interface(campus()))).is_done


NAMES = ["app1", "app2", "app3", "app4", "app5", "app6", "router"]
NETWORKS = ["lan1", "lan2", "lan3", "lan4"]
OPERATIONS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(lambda name: {"op": "add", "kind": "sandbox", "value": {"name": name}}, st.sampled_from(NAMES)),
    st.builds(
        _connect,
        st.sampled_from(NAMES),
        st.sampled_from(NETWORKS),
    ),
    st.builds(
        lambda name, fields: {"op": "set", "kind": "sandbox", "name": name, "fields": fields},
        st.sampled_from(NAMES),
        st.sampled_from(
            [
                {"forwarding": True},
                {"paused": True},
                {"paused": False},
                {"routes": [{"to": "10.8.0.0/16", "via": "10.1.0.1"}]},
                {"services": [{"name": "web", "command": ["httpd"]}]},
                {"services": []},
            ]
        ),
    ),
    st.builds(
        lambda name, fields: {"op": "set", "kind": "endpoint", "name": f"{name}.eth0", "fields": fields},
        st.sampled_from(NAMES),
        st.sampled_from(
            [
                {"up": False},
                {"mtu": 1400},
                {"network": "lan4"},
                {"gateway_priority": 5},
                {"rate": "1mbit", "direction": "in"},
                {"rate": None, "loss": "1%"},
                {"loss": None},
            ]
        ),
    ),
    st.builds(
        lambda fields: {"op": "set", "kind": "patch", "name": "p1", "fields": fields},
        st.sampled_from(
            [
                {"up": False},
                {"up": True},
                {"rate": "1mbit"},
                {"rate": None},
                {"loss": "1%", "direction": "out"},
                {"loss": None},
            ]
        ),
    ),
    st.builds(
        lambda kind, name: {
            "op": "remove",
            "kind": kind,
            "name": name if kind == "sandbox" else f"{name}.eth0",
        },
        st.sampled_from(["sandbox", "endpoint"]),
        st.sampled_from(NAMES),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, min_size=1, max_size=6))
def test_an_edit_lowers_to_what_the_whole_design_lowers_to(operations: list[Operation]) -> None:
    design = campus()
    now = Built(1, design, lower(design))
    for operation in operations:
        try:
            after = apply(now.design, [operation])
        except InvalidDesign:
            continue
        change = edit(now.design, after)
        assert change is not None
        lowered = relower(now, after, change, EVERY)
        if lowered is None:  # it cannot be built
            return
        whole = lower(after)
        assert (lowered.desired.state, lowered.desired.owners) == (whole.state, whole.owners)
        now = Built(now.revision + 1, after, lowered.desired)


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, min_size=1, max_size=6))
def test_after_edits_all_is_as_the_whole_design_means_it(operations: list[Operation]) -> None:
    backend, now = built(campus())
    for operation in operations:
        try:
            after = apply(now.design, [operation])
        except InvalidDesign:
            continue
        adjusted = adjust(backend, now, now.revision + 1, after)
        if adjusted is None:
            change = edit(now.design, after)
            assert change is not None and relower(now, after, change, EVERY) is None  # it cannot be built
            return
        assert inspect(backend, lower(after)).is_done
        now = adjusted.built
