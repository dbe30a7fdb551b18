"""Options of bridges, isolated ports and forwarding entries that cannot be had."""

from typing import Any

import pytest

from tests.topology.builders import cable, design, endpoint, network, only_problem, patch, sandbox, where
from topology.ipam import complete
from topology.mac import default_mac
from topology.validation import structure, validate
from topology.values import Design, FdbEntry

MAC = "02:00:00:00:00:aa"


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("priority", -1),
        ("priority", 65536),
        ("ageing", -1),
        ("ageing", 1_000_001),
        ("group_fwd_mask", -8),
        ("group_fwd_mask", 65536),
    ],
)
def test_an_option_out_of_range_cannot_be_stored(field: str, number: int) -> None:
    [problem] = structure(design(network(options={field: number})))
    assert where(problem) == ("network", "lan1", f"options.{field}")
    assert str(number) in problem.reason


@pytest.mark.parametrize(
    "options", [{"priority": 0}, {"priority": 65535}, {"ageing": 0}, {"group_fwd_mask": 0xFFF8}]
)
def test_an_option_at_the_end_of_its_range(options: dict[str, int]) -> None:
    assert validate(design(network(options=options))) == ()


@pytest.mark.parametrize("bit", [1, 2, 4])
def test_link_local_frames_that_no_bridge_forwards(bit: int) -> None:
    problem = only_problem(design(network(options={"group_fwd_mask": 0x4000 | bit})))
    assert where(problem) == ("network", "lan1", "options.group_fwd_mask")
    assert problem.remedy == "write 16384"


def test_an_isolated_end_of_a_cable() -> None:
    ends = [endpoint("a", "wire", isolated=True), endpoint("b", "wire")]
    problem = only_problem(design(cable(), sandbox("a"), sandbox("b"), *ends))
    assert where(problem) == ("endpoint", "a.eth0", "isolated")
    assert "driver cable" in problem.reason


def test_an_isolated_port_of_a_bridge() -> None:
    assert validate(design(network(), sandbox("a"), endpoint("a", "lan1", isolated=True))) == ()


def told(*entries: tuple[str, str], **fields: Any) -> Design:
    """a on lan1, which is patched to lan2 where b is; lan1's entries."""
    fdb = tuple(FdbEntry(mac=mac, to=to) for mac, to in entries)
    return design(
        network("lan1", fdb=fdb, **fields),
        network("lan2"),
        sandbox("a"),
        sandbox("b"),
        endpoint("a", "lan1"),
        endpoint("b", "lan2"),
        patch("lan1", "lan2"),
    )


def test_entries_that_lead_to_an_endpoint_and_through_a_patch() -> None:
    assert validate(told((MAC, "a.eth0"), ("02:00:00:00:00:bb", "p1"))) == ()


@pytest.mark.parametrize("to", ["b.eth0", "a.eth1", "p2", "lan2"])
def test_an_entry_that_leads_to_no_port_of_the_bridge(to: str) -> None:
    problem = only_problem(told((MAC, to)))
    assert where(problem) == ("network", "lan1", "fdb[0].to")
    assert problem.remedy == "name one, such as a.eth0"


@pytest.mark.parametrize(
    "mac", ["02:00", "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", default_mac("lab", "lan1")]
)
def test_an_entry_about_no_interface_cannot_be_stored(mac: str) -> None:
    [problem] = structure(told((mac, "a.eth0")))
    assert where(problem) == ("network", "lan1", "fdb[0].mac")


def test_an_address_with_two_entries() -> None:
    problem = only_problem(told((MAC, "a.eth0"), (MAC.upper(), "p1")))
    assert where(problem) == ("network", "lan1", "fdb[1].mac")


def test_a_cable_has_no_forwarding_table() -> None:
    entry = FdbEntry(mac=MAC, to="a.eth0")
    ends = [endpoint("a", "wire"), endpoint("b", "wire")]
    problem = only_problem(design(cable(fdb=(entry,)), sandbox("a"), sandbox("b"), *ends))
    assert where(problem) == ("network", "wire", "fdb")


def test_entries_have_one_spelling() -> None:
    [lan1, _] = complete(told(("02-00-00-00-00-AA", "a.eth0"))).networks
    assert lan1.fdb == (FdbEntry(mac=MAC, to="a.eth0"),)
