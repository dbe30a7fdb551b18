"""Rules for names and their order."""

import pytest

from topology.names import is_interface, is_name, natural


@pytest.mark.parametrize("name", ["a", "app1", "1st", "two-bridges", "a" * 32])
def test_good_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "-a", "App", "a_b", "a.b", "a" * 33, "a\n", "ä", "a b", "a/b"])
def test_bad_names(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["eth0", "e", "wan_1", "to-lan1", "a" * 15])
def test_good_interface_names(name: str) -> None:
    assert is_interface(name)


@pytest.mark.parametrize("name", ["", "lo", "all", "default", "0eth", "a" * 16, "eth.1", "Eth0", "eth0\n"])
def test_bad_interface_names(name: str) -> None:
    assert not is_interface(name)


def test_numbers_in_names_sort_as_numbers() -> None:
    assert sorted(["app10", "app2", "app1", "1", "app"], key=natural) == ["1", "app", "app1", "app2", "app10"]


def test_names_that_look_alike_still_have_an_order() -> None:
    assert sorted(["a1", "a01"], key=natural) == sorted(["a01", "a1"], key=natural)
