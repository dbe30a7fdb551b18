"""Small edits of a running topology, seen from outside."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from engine.adjusting import Built, adjust
from engine.backends.kernel import KernelBackend, open_backend
from engine.reconcile import inspect
from engine.resources import FABRIC
from tests.kernel import labs, stacks
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.edits import apply
from topology.ipam import complete
from topology.values import Design

Edit = dict[str, object]


class Editor:
    """One who edits what runs in a world, each time as the engine does."""

    def __init__(self, world: World, backend: KernelBackend, design: Design) -> None:
        self.world = world
        self.backend = backend
        self.design = complete(design.model_copy(update={"name": world.name}))
        assert not world.build(design)
        self.built = Built(1, self.design, world.desired)

    def edit(self, *operations: Edit) -> bool:
        """Whether it went as a small edit."""
        self.design = apply(self.design, operations)
        done = adjust(self.backend, self.built, self.built.revision + 1, self.design)
        if done:
            self.built = done.built
            self.world.desired = done.built.desired
        return done is not None

    def is_in_sync(self) -> bool:
        return inspect(self.backend, self.built.desired).is_done


Editing = Callable[[Design], Editor]


@pytest.fixture
def editing(world: World, backend: KernelBackend) -> Editing:
    return lambda design: Editor(world, backend, design)


def connect(sandbox: str, network: str, **fields: object) -> Edit:
    value = {"sandbox": sandbox, "network": network, **fields}
    return {"op": "add", "kind": "endpoint", "value": value}


def put(kind: str, name: str, **fields: object) -> Edit:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


def remove(kind: str, name: str) -> Edit:
    return {"op": "remove", "kind": kind, "name": name}


def test_an_added_endpoint_pings(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    assert editor.edit({"op": "add", "kind": "sandbox", "value": {"name": "new"}}, connect("new", "lan1"))
    assert world.pings("new", "10.0.0.2")
    assert editor.is_in_sync()


def test_a_changed_address_replaces_the_old_one(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    assert editor.edit(put("endpoint", "app1.eth0", addresses=["10.0.0.77/24", "fd00:10::77/64"]))
    assert world.pings("app2", "10.0.0.77")
    assert not world.pings("app2", "10.0.0.2")
    assert editor.is_in_sync()


def test_a_pulled_cable_takes_the_carrier_and_back(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    assert editor.edit(put("endpoint", "app1.eth0", up=False))
    assert world.ip("app1", "link", "show", "eth0")[0]["operstate"] != "UP"
    assert editor.edit(put("endpoint", "app1.eth0", up=True))
    assert world.pings("app1", "10.0.0.3")


@pytest.mark.parametrize(
    ("kind", "name", "stops", "goes_on"),
    [
        ("sandbox", "app2", {"paused": True}, {"paused": False}),
        ("endpoint", "app2.eth0", {"loss": "100%"}, {"loss": None}),
    ],
)
def test_what_stops_all_frames_comes_and_goes(
    editing: Editing, world: World, kind: str, name: str, stops: Edit, goes_on: Edit
) -> None:
    editor = editing(labs.one_bridge())
    assert editor.edit(put(kind, name, **stops))
    assert not world.pings("app1", "10.0.0.3")
    assert editor.edit(put(kind, name, **goes_on))
    assert editor.is_in_sync()
    until(lambda: world.pings("app1", "10.0.0.3"))


def test_a_rate_of_what_is_received_comes_and_goes(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    assert editor.edit(put("endpoint", "app2.eth0", rate="20mbit", direction="in"))
    assert "rate 20Mbit" in world.do(FABRIC, "tc qdisc show dev app2-eth0")
    assert editor.edit(put("endpoint", "app2.eth0", rate=None))
    assert "rate" not in world.do(FABRIC, "tc qdisc show dev app2-eth0")
    assert editor.is_in_sync()


def test_removed_endpoints_and_sandboxes_are_gone(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge(4))
    assert editor.edit(remove("endpoint", "app2.eth0"), remove("sandbox", "app3"))
    assert world.links("app2") == ["lo"]
    assert f"{world.name}.app3" not in world.names()
    assert set(world.links("")) == {"lo", "lan1", "app1-eth0", "app4-eth0"}
    assert editor.is_in_sync()


def test_the_end_of_a_router_moves_to_another_network(editing: Editing, world: World) -> None:
    editor = editing(labs.router_between_two())
    by_lan1 = put("sandbox", "b", routes=[{"to": "0.0.0.0/0", "via": "10.0.1.254"}])
    assert editor.edit(put("endpoint", "b.eth0", network="lan1", addresses=["10.0.1.9/24"]), by_lan1)
    assert world.pings("a", "10.0.1.9")
    assert editor.is_in_sync()


def test_an_engine_that_has_just_started_edits_as_well(editing: Editing, tmp_path: Path) -> None:
    editor = editing(labs.one_bridge())
    with closing(open_backend(tmp_path)) as editor.backend:
        assert editor.edit(connect("app1", "lan1"))
        assert editor.is_in_sync()


def test_a_number_that_somebody_else_took_stays_theirs(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    taken = max(link["ifindex"] for link in world.ip("", "link", "show")) + 1
    fabric = world.netns("")
    run("ip", "-n", fabric, "link", "add", "theirs", "index", str(taken), "type", "bridge")
    assert editor.edit(connect("app1", "lan1"))
    assert editor.is_in_sync()
    assert world.ip("", "link", "show", "theirs")[0]["ifindex"] == taken


def test_what_somebody_did_to_a_touched_link_is_put_right_by_the_way(editing: Editing, world: World) -> None:
    editor = editing(labs.one_bridge())
    run("ip", "-n", world.netns(""), "link", "set", "app1-eth0", "nomaster")
    assert editor.edit(put("endpoint", "app1.eth0", addresses=["10.0.0.77/24"]))
    assert world.pings("app2", "10.0.0.77")


def test_an_endpoint_on_top_of_another_network_comes_and_goes(editing: Editing, world: World) -> None:
    editor = editing(stacks.stacked("macvlan"))
    assert editor.edit({"op": "add", "kind": "sandbox", "value": {"name": "new"}}, connect("new", "top"))
    assert world.pings("new", "10.0.0.3")
    assert editor.edit(put("endpoint", "new.eth0", mtu=1400))
    assert world.ip("new", "link", "show", "eth0")[0]["mtu"] == 1400
    assert editor.edit(remove("sandbox", "new"))
    assert world.netns("new") not in world.names()
    assert editor.is_in_sync()
