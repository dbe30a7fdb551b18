"""When a service is started again, and how it is in words."""

import pytest

from engine.backends.kernel.supervising.restarts import (
    LONGEST_DELAY,
    PROVEN,
    History,
    begun,
    delay,
    due,
    next_change,
    over,
    told,
    words,
)


def failing(times: int, status: int = 1) -> History:
    """Started so often at 0, 100, 200 …, each time gone at once; the last end is at the last start."""
    history = History()
    for number in range(times):
        history = over(begun(history, 100.0 * number), 100.0 * number, status)
    return history


def test_what_was_never_started_is_due_at_once() -> None:
    assert due(History(), "no") == 0.0


@pytest.mark.parametrize(
    ("restart", "status", "again"),
    [
        ("no", 0, False),
        ("no", 1, False),
        ("on-failure", 0, False),
        ("on-failure", 1, True),
        ("on-failure", -9, True),
        ("always", 0, True),
        ("always", 1, True),
    ],
)
def test_what_ended_is_started_again_as_was_wished(restart: str, status: int, again: bool) -> None:
    assert (due(failing(1, status), restart) is not None) == again


def test_waits_double_up_to_a_bound() -> None:
    waits = [delay(failing(times)) for times in range(1, 12)]
    assert waits[:4] == [0.25, 0.5, 1.0, 2.0]
    assert waits[-1] == LONGEST_DELAY


def test_one_that_has_proven_well_begins_to_count_anew() -> None:
    history = over(begun(failing(5), 1000.0), 1000.0 + PROVEN, 1)
    assert history.failures == 1


def test_one_that_fails_soon_counts_on() -> None:
    history = over(begun(failing(5), 1000.0), 1000.0 + PROVEN / 2, 1)
    assert history.failures == 6


def test_words_of_one_that_never_failed() -> None:
    history = begun(History(), 10.0)
    assert [words(history, "always", at) for at in (10.0, 10.2, 10.25, 99.0)] == [
        "starting",
        "starting",
        "running",
        "running",
    ]


def test_words_of_one_that_fails_over_and_over() -> None:
    said = [words(failing(times, 3), "on-failure", 0.0) for times in (1, 2, 4)]
    assert said == [
        "exited with status 3, next try in 0.25 s",
        "exited with status 3, restarted once, next try in 0.5 s",
        "exited with status 3, restarted 3 times, next try in 2 s",
    ]


def test_one_that_was_started_again_has_to_prove_itself() -> None:
    history = begun(failing(2), 1000.0)
    assert words(history, "always", 1000.0 + PROVEN / 2) == "exited with status 1, restarted 2 times"
    assert words(history, "always", 1000.0 + PROVEN) == "running"


def test_words_of_one_that_is_not_started_again() -> None:
    assert words(failing(1, 0), "no", 0.0) == "finished"
    assert words(failing(1, 2), "no", 0.0) == "exited with status 2"
    assert words(failing(1, 0), "on-failure", 0.0) == "finished"


def test_signals_have_names() -> None:
    assert told(-9) == told(137) == "was killed by SIGKILL"
    assert [told(each) for each in (0, 127, 255)] == [f"exited with status {each}" for each in (0, 127, 255)]


def test_words_change_by_themselves_when_it_has_come_up_or_proven_well() -> None:
    assert next_change(begun(History(), 10.0)) == 10.25
    assert next_change(begun(failing(1), 10.0)) == 10.0 + PROVEN
    assert next_change(failing(1)) is None
