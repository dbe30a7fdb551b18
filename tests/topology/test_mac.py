"""Hardware addresses."""

import pytest

from topology import mac


def test_a_default_mac_depends_on_topology_and_label_alone() -> None:
    assert mac.default_mac("lab", "app1.eth0") == mac.default_mac("lab", "app1.eth0")
    assert mac.default_mac("lab", "app1.eth0") != mac.default_mac("lab2", "app1.eth0")


def test_default_macs_do_not_change_and_are_the_browser_s() -> None:
    assert mac.default_mac("two-bridges", "app1.eth0") == "72:e1:64:b2:1e:f4"


def test_default_macs_are_locally_administered_and_unicast() -> None:
    firsts = {int(mac.default_mac("lab", f"app{number}.eth0")[:2], 16) & 3 for number in range(200)}
    assert firsts == {2}


def test_default_macs_of_a_large_topology_all_differ() -> None:
    assert len({mac.default_mac("lab", f"app{number}.eth0") for number in range(10_000)}) == 10_000


@pytest.mark.parametrize("text", ["02-00-00-00-00-0A", "02:00:00:00:00:0a", " 02:00:00:00:00:0A "])
def test_one_spelling_stands_for_all(text: str) -> None:
    assert mac.canonical(text) == "02:00:00:00:00:0a"


@pytest.mark.parametrize("text", ["02:00:00:00:00", "2:0:0:0:0:1", "02:00:00:00:00:0g", "", "020000000001"])
def test_what_is_no_mac_has_no_spelling(text: str) -> None:
    assert mac.canonical(text) is None
