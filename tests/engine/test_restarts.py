"""When a service is started again, and how it is in words."""

import pytest

from engine.backends.kernel.supervising.restarts import (
    FORGOTTEN,
    LONGEST_DELAY,
    LONGEST_TRIAL,
    PROVEN,
    History,
    begun,
    delay,
    due,
    next_change,
    over,
    told,
    trial,
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


def test_one_that_has_lived_long_begins_to_count_anew() -> None:
    history = over(begun(failing(5), 1000.0), 1000.0 + FORGOTTEN, 1)
    assert history.failures == 1


def test_one_that_fails_sooner_counts_on() -> None:
    history = over(begun(failing(5), 1000.0), 1000.0 + FORGOTTEN - 1, 1)
    assert history.failures == 6


def test_after_each_failure_it_takes_longer_to_be_well_again_up_to_a_bound() -> None:
    trials = [trial(failing(times)) for times in range(1, 12)]
    assert trials[:4] == [PROVEN, 2 * PROVEN, 4 * PROVEN, 8 * PROVEN]
    assert trials[-1] == LONGEST_TRIAL < FORGOTTEN


@pytest.mark.parametrize("life", [PROVEN, 2 * PROVEN, 60.0, LONGEST_TRIAL, FORGOTTEN - 1])
def test_one_that_crashes_slowly_is_called_well_no_more_after_its_second_failure(life: float) -> None:
    history, said = History(), []
    for number in range(8):
        history = begun(history, 1000.0 * number)
        said.append(words(history, "always", 1000.0 * number + life))
        history = over(history, 1000.0 * number + life, 1)
    assert [each == "running" for each in said] == [True] * 2 + [False] * 6


def test_one_that_had_run_well_and_crashes_once_is_soon_well_again() -> None:
    history = over(begun(History(), 0.0), FORGOTTEN - 1, 1)
    assert trial(history) == PROVEN
    assert trial(over(begun(history, 1000.0), 1001.0, 1)) == 2 * PROVEN


def test_one_that_has_crashed_slowly_is_well_when_it_has_lived_far_longer() -> None:
    history = failing(2)
    history = over(begun(history, 1000.0), 1060.0, 1)
    assert words(begun(history, 2000.0), "always", 2119.0) != "running"
    assert words(begun(history, 2000.0), "always", 2120.0) == "running"


def test_words_of_one_that_never_failed() -> None:
    history = begun(History(), 10.0)
    assert [words(history, "always", at) for at in (10.0, 10.2, 10.25, 99.0)] == [
        "starting",
        "starting",
        "running",
        "running",
    ]


def test_words_of_one_that_fails_over_and_over_seldom_change() -> None:
    said = [words(failing(times, 3), "on-failure", 0.0) for times in (1, 2, 3, 4, 7, 8)]
    assert said == [
        "exited with status 3",
        "exited with status 3, at least 2 times in a row",
        "exited with status 3, at least 2 times in a row",
        "exited with status 3, at least 4 times in a row",
        "exited with status 3, at least 4 times in a row",
        "exited with status 3, at least 8 times in a row",
    ]


def test_one_that_was_started_again_has_to_prove_itself() -> None:
    history = begun(failing(2), 1000.0)
    assert words(history, "always", 1000.0 + PROVEN) == "exited with status 1, at least 2 times in a row"
    assert words(history, "always", 1000.0 + 2 * PROVEN) == "running"


def test_it_is_the_same_in_words_while_it_is_up_and_while_it_is_down() -> None:
    down = failing(4)
    assert words(begun(down, 1000.0), "always", 1000.0) == words(down, "always", 1000.0)


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
