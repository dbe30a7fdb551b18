"""What Patchboard made is known by its mark, and nothing else is."""

from engine import marks


def test_the_mark_depends_on_the_name_alone() -> None:
    assert marks.mark("one") == "cb32fdbd-dced-5576-807e-49da5f8053c1"


def test_an_alias_says_what_the_link_is() -> None:
    assert marks.parse_alias("one", marks.alias("one", "app1.eth0", "eth0")) == ("app1.eth0", "eth0")


def test_another_topology_s_alias_is_not_ours() -> None:
    assert marks.parse_alias("one", marks.alias("two", "app1.eth0", "eth0")) is None


def test_somebody_s_own_alias_is_not_ours() -> None:
    assert marks.parse_alias("one", "uplink to the office") is None


def test_a_namespace_s_alias_names_no_link() -> None:
    assert marks.parse_alias("one", marks.namespace_alias("one")) is None


def test_groups_fit_31_bits_and_are_never_the_default() -> None:
    assert all(0 < marks.group(f"t{number}") < 2**31 for number in range(1000))


def test_groups_of_two_topologies_differ() -> None:
    assert marks.group("one") != marks.group("two")
