"""YAML's traps, each shut."""

import pytest

from topology.formats.yaml_text import Malformed, read


def refusal(text: str) -> Malformed:
    with pytest.raises(Malformed) as caught:
        read(text)
    return caught.value


def test_plain_data() -> None:
    assert read("{a: [1, 1.5, true, null, ~, text, '1'], b: {c: 1e3}}") == {
        "a": [1, 1.5, True, None, None, "text", "1"],
        "b": {"c": 1000.0},
    }


@pytest.mark.parametrize(
    "text",
    ["12:34:56:00:00:01", "yes", "no", "on", "007", "0x10", "2024-01-01", "1_000", "1" * 30, ".nan", "="],
)
def test_what_only_old_yaml_takes_for_something_else_is_text(text: str) -> None:
    assert read(text) == text


def test_a_repeated_field_is_not_dropped() -> None:
    refused = refusal("a: 1\nb: 2\na: 3")
    assert refused.place == "line 3, column 1"
    assert "a stands here twice" in refused.reason


def test_aliases_cannot_unfold() -> None:
    assert "aliases" in refusal("a: &a [x]\nb: [*a, *a]").reason


def test_tags_do_nothing() -> None:
    assert "tags" in refusal("!!python/object/apply:os.system [ls]").reason


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 50 + "1" + "}" * 50])
def test_deep_nesting_is_refused_before_it_does_harm(text: str) -> None:
    assert "deep" in refusal(text).reason


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\tx: 1", "'", "{[a]: 1}", "a\x00b", "\ud800"])
def test_what_is_no_yaml(text: str) -> None:
    assert refusal(text).reason


def test_a_second_document() -> None:
    assert "second document" in refusal("a: 1\n---\nb: 2").reason


def test_nothing_is_null() -> None:
    assert read("# only a comment\n") is None
