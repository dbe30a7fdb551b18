"""What the log says of a change."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, patch, sandbox
from topology.delta import diff, sentence
from topology.edits import apply
from topology.ipam import complete
from topology.values import Design

START = complete(
    design(
        network("lan1"),
        network("lan2"),
        sandbox("app1"),
        sandbox("app2"),
        endpoint("app1", "lan1"),
        endpoint("app2", "lan1"),
        patch("lan1", "lan2"),
        layout={"app1": (0, 0), "lan1": (0, 0)},
    )
)


def told(*operations: dict[str, Any], start: Design = START) -> str:
    return sentence(diff(start, apply(start, operations)))


def add(kind: str, **value: Any) -> dict[str, Any]:
    return {"op": "add", "kind": kind, "value": value}


def set_(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


def rename(kind: str, name: str, to: str) -> dict[str, Any]:
    return {"op": "rename", "kind": kind, "name": name, "to": to}


@pytest.mark.parametrize(
    ("operations", "said"),
    [
        ([], "changed nothing"),
        ([add("sandbox", name="app3")], "added sandbox app3"),
        (
            [add("sandbox", name="app3"), add("endpoint", sandbox="app3", network="lan1")],
            "added sandbox app3 and its endpoint app3.eth0",
        ),
        ([add("endpoint", sandbox="app1", network="lan2")], "added endpoint app1.eth1"),
        ([add("sandbox", name=f"x{number}") for number in range(5)], "added 5 sandboxes"),
        (
            [{"op": "remove", "kind": "sandbox", "name": "app1"}],
            "removed sandbox app1 and its endpoint app1.eth0",
        ),
        (
            [{"op": "remove", "kind": "network", "name": "lan1"}],
            "removed network lan1, endpoints app1.eth0 and app2.eth0 and patch p1",
        ),
        (
            [set_("endpoint", "app1.eth0", rate="1mbit")],
            "changed rate of endpoint app1.eth0 from none to 1mbit",
        ),
        ([set_("sandbox", "app1", forwarding=True)], "changed forwarding of sandbox app1 from off to on"),
        (
            [set_("network", "lan2", options={"stp": True, "mtu": 9000})],
            "changed stp and mtu of network lan2",
        ),
        (
            [set_("network", "lan1", options={"stp": True}), set_("network", "lan2", options={"stp": True})],
            "changed stp of networks lan1 and lan2",
        ),
        ([rename("sandbox", "app1", "web")], "renamed sandbox app1 to web"),
        ([rename("network", "lan1", "dmz")], "renamed network lan1 to dmz"),
        ([rename("patch", "p1", "trunk")], "renamed patch p1 to trunk"),
        ([rename("endpoint", "app1.eth0", "wan")], "renamed endpoint app1.eth0 to app1.wan"),
        ([rename("topology", "lab", "lab2")], "renamed the topology to lab2"),
        (
            [rename("sandbox", "app1", "web"), set_("sandbox", "app2", forwarding=True)],
            "renamed sandbox app1 to web; changed forwarding of sandbox app2 from off to on",
        ),
        (
            [{"op": "remove", "kind": "sandbox", "name": "app1"}, add("sandbox", name="app3")],
            "added sandbox app3; removed sandbox app1 and its endpoint app1.eth0",
        ),
        ([{"op": "place", "positions": {"app1": [5, 5]}}], "moved app1"),
        ([{"op": "place", "positions": {"app1": [5, 5], "lan1": [6, 6]}}], "moved app1 and lan1"),
    ],
)
def test_what_is_said(operations: list[dict[str, Any]], said: str) -> None:
    assert told(*operations) == said


def test_a_new_object_with_its_position_is_only_added() -> None:
    place = {"op": "place", "positions": {"app3": [1, 1]}}
    assert told(add("sandbox", name="app3"), place) == "added sandbox app3"


def test_many_moves_are_counted() -> None:
    start = complete(design(*(sandbox(f"app{number}") for number in range(5))))
    moves = {"op": "place", "positions": {f"app{number}": [1, number] for number in range(5)}}
    assert told(moves, start=start) == "moved 5 objects"
