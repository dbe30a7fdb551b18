"""Forwarding entries follow what they lead to, and go with it."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, patch, sandbox
from topology.delta import diff, sentence
from topology.edits import apply
from topology.ipam import complete
from topology.validation import validate
from topology.values import Design, FdbEntry

MACS = ("02:00:00:00:00:aa", "02:00:00:00:00:bb", "02:00:00:00:00:cc")
START = complete(
    design(
        network(
            "lan1",
            fdb=(
                FdbEntry(mac=MACS[0], to="a.eth0"),
                FdbEntry(mac=MACS[1], to="b.eth0"),
                FdbEntry(mac=MACS[2], to="p1"),
            ),
        ),
        network("lan2"),
        sandbox("a"),
        sandbox("b"),
        endpoint("a", "lan1"),
        endpoint("b", "lan1"),
        patch("lan1", "lan2"),
    )
)


def edited(**operation: Any) -> Design:
    return apply(START, [operation])


def leads(made: Design) -> list[str]:
    """Where the entries of the first network lead."""
    return [entry.to for entry in made.networks[0].fdb]


@pytest.mark.parametrize(
    ("kind", "name", "to", "expected"),
    [
        ("sandbox", "a", "app", ["app.eth0", "b.eth0", "p1"]),
        ("endpoint", "a.eth0", "wan", ["a.wan", "b.eth0", "p1"]),
        ("patch", "p1", "trunk", ["a.eth0", "b.eth0", "trunk"]),
        ("network", "lan1", "lan0", ["a.eth0", "b.eth0", "p1"]),
    ],
)
def test_entries_follow_a_rename(kind: str, name: str, to: str, expected: list[str]) -> None:
    made = edited(op="rename", kind=kind, name=name, to=to)
    assert leads(made) == expected
    assert validate(made) == ()
    assert sentence(diff(START, made)).startswith(f"renamed {kind} {name} to ")
    assert ";" not in sentence(diff(START, made))


@pytest.mark.parametrize(
    ("kind", "name", "fields", "expected"),
    [
        ("endpoint", "a.eth0", {"interface": "wan"}, ["a.wan", "b.eth0", "p1"]),
        ("endpoint", "a.eth0", {"sandbox": "b", "interface": "eth9"}, ["b.eth9", "b.eth0", "p1"]),
        ("endpoint", "a.eth0", {"network": "lan2"}, ["b.eth0", "p1"]),
        ("patch", "p1", {"name": "trunk"}, ["a.eth0", "b.eth0", "trunk"]),
        ("endpoint", "a.eth0", {"mtu": 1400}, ["a.eth0", "b.eth0", "p1"]),
    ],
)
def test_entries_follow_fields_that_are_set(
    kind: str, name: str, fields: dict[str, Any], expected: list[str]
) -> None:
    assert leads(edited(op="set", kind=kind, name=name, fields=fields)) == expected


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("endpoint", "a.eth0", ["b.eth0", "p1"]),
        ("sandbox", "b", ["a.eth0", "p1"]),
        ("patch", "p1", ["a.eth0", "b.eth0"]),
        ("network", "lan2", ["a.eth0", "b.eth0"]),
    ],
)
def test_entries_go_with_what_they_lead_to(kind: str, name: str, expected: list[str]) -> None:
    made = edited(op="remove", kind=kind, name=name)
    assert leads(made) == expected
    assert validate(made) == ()


def test_an_entry_that_led_nowhere_stays_to_be_mended() -> None:
    nowhere = {"fdb": [{"mac": MACS[0], "to": "c.eth0"}]}
    odd = edited(op="set", kind="network", name="lan1", fields=nowhere)
    assert leads(apply(odd, [{"op": "remove", "kind": "sandbox", "name": "a"}])) == ["c.eth0"]
