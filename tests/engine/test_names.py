"""Names in the fabric fit the kernel, stay what they are and differ."""

from hypothesis import given
from hypothesis import strategies as st

from engine.names import bridge_name, patch_port_name, port_name

words = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)


def test_a_short_bridge_is_called_like_its_network() -> None:
    assert bridge_name("lan1") == "lan1"


def test_a_short_port_is_called_like_its_sandbox_and_interface() -> None:
    assert port_name("app1", "eth0") == "app1-eth0"


def test_a_patch_port_is_called_like_its_patch_and_network() -> None:
    assert patch_port_name("p1", "lan1") == "p1-lan1"


def test_a_name_of_fifteen_bytes_is_left_alone() -> None:
    assert port_name("abcdefghij", "eth0") == "abcdefghij-eth0"


def test_a_name_of_sixteen_bytes_is_cut_and_hashed() -> None:
    assert port_name("abcdefghijk", "eth0") == "abcdefgh~emamie"


def test_a_network_called_lo_does_not_take_the_loopback_s_name() -> None:
    assert bridge_name("lo").startswith("lo~")


@given(words, words)
def test_every_name_fits(sandbox: str, interface: str) -> None:
    assert 0 < len(port_name(sandbox, interface).encode()) <= 15


@given(st.text(min_size=1))
def test_any_text_is_cut_at_a_whole_character(network: str) -> None:
    assert len(bridge_name(network).encode()) <= 15


def test_four_hundred_long_sandboxes_have_four_hundred_ports() -> None:
    assert len({port_name(f"a-rather-long-name-{number}", "eth0") for number in range(400)}) == 400
