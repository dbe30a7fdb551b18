"""Rates, impairments and flapping of endpoints and patches."""

import pytest

from tests.topology.builders import design, network, only_problem, patch, two_apps, where
from topology.validation import structure, validate
from topology.values import Flap

GOOD = {
    "rate": ["8bit", "64kbit", "1.5gbit", "1tbit"],
    "delay": ["0ms", "20ms", "60s"],
    "loss": ["0%", "0.001%", "100%"],
    "duplicate": ["1%"],
    "corrupt": ["0.1%"],
    "direction": ["out", "in", "both"],
}


@pytest.mark.parametrize(("field", "text"), [(field, text) for field in GOOD for text in GOOD[field]])
def test_what_can_be_asked_of_a_wire(field: str, text: str) -> None:
    assert validate(two_apps(**{field: text})) == ()


BAD = {
    "rate": ["100", "100mbps", "1bit", "2tbit"],
    "delay": ["20", "61s", "-1ms"],
    "jitter": ["2", "3s"],
    "loss": ["1", "101%"],
    "duplicate": ["1", "101%"],
    "corrupt": ["x", "-1%"],
    "reorder": ["half", "200%"],
}


@pytest.mark.parametrize(("field", "text"), [(field, text) for field in BAD for text in BAD[field]])
def test_what_no_wire_can_do_is_not_stored(field: str, text: str) -> None:
    with_delay = {"delay": "10s"} if field in ("jitter", "reorder") else {}
    (problem,) = structure(two_apps(**with_delay, **{field: text}))
    assert where(problem) == ("endpoint", "app2.eth0", field)
    assert text in problem.reason


@pytest.mark.parametrize("field", ["jitter", "reorder"])
@pytest.mark.parametrize("delay", [{}, {"delay": "0ms"}], ids=["none", "nothing"])
def test_what_is_about_delays_needs_one(field: str, delay: dict[str, str]) -> None:
    text = {"jitter": "2ms", "reorder": "5%"}[field]
    problem = only_problem(two_apps(**delay, **{field: text}))
    assert (where(problem), problem.remedy) == (("endpoint", "app2.eth0", field), "write a delay too")


def test_a_delay_that_cannot_be_read_is_the_only_problem() -> None:
    assert where(only_problem(two_apps(delay="soon", jitter="2ms"))) == ("endpoint", "app2.eth0", "delay")


def test_a_patch_is_a_wire_too() -> None:
    broken = design(network("lan1"), network("lan2"), patch(name="p1", loss="1", corrupt="x"))
    assert [where(each) for each in structure(broken)] == [
        ("patch", "p1", "loss"),
        ("patch", "p1", "corrupt"),
    ]


@pytest.mark.parametrize(("up", "down"), [("100ms", "100ms"), ("10s", "2s"), ("1h", "2min")])
def test_a_wire_that_flaps(up: str, down: str) -> None:
    assert validate(two_apps(flap=Flap(up=up, down=down))) == ()


@pytest.mark.parametrize(
    ("up", "down", "field"),
    [
        ("99ms", "1s", "up"),
        ("1s", "61min", "down"),
        ("10", "1s", "up"),
        ("1s", "0s", "down"),
        ("1d", "1s", "up"),
    ],
)
def test_a_wire_that_flaps_too_fast_or_too_slowly(up: str, down: str, field: str) -> None:
    problem = only_problem(two_apps(flap=Flap(up=up, down=down)))
    assert where(problem) == ("endpoint", "app2.eth0", f"flap.{field}")


def test_a_pulled_cable_that_flaps_is_a_warning() -> None:
    problem = only_problem(two_apps(up=False, flap=Flap(up="1s", down="1s")))
    assert (where(problem), problem.severity) == (("endpoint", "app2.eth0", "flap"), "warning")
