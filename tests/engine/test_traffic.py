"""Rates from counters, and their history."""

from array import array
from typing import cast

import pytest

from engine.traffic import STILL, Counters, Rates, Sample, Source, differing, rates
from engine.traffic_history import History

APP1, APP2 = ("endpoint", "app1.eth0"), ("endpoint", "app2.eth0")
PORT: Source = (("", 100),)
BUSY = Rates(8000, 800, 10, 1)


def sample(moment: float, *counted: int, source: Source = PORT) -> Sample:
    """Of app1 alone; the counters that are not given stand at 0."""
    return Sample(moment, {APP1: (source, cast(Counters, (*counted, *[0] * (6 - len(counted)))))})


def test_a_rate_is_what_was_counted_by_the_time_that_went_by() -> None:
    found = rates(sample(10.0, 1000, 500, 10, 5, 1, 0), sample(12.0, 3000, 600, 30, 7, 5, 2))
    assert found == {APP1: Rates(8000, 400, 10, 1, 2, 1)}


def test_what_nothing_went_through_has_no_rate() -> None:
    assert rates(sample(10.0, 1000), sample(11.0, 1000)) == {}


@pytest.mark.parametrize("which", range(6))
def test_a_counter_that_began_from_zero_again_says_nothing_yet(which: int) -> None:
    then, now = [5000] * 6, [9000] * 6
    now[which] = 20
    assert rates(sample(10.0, *then), sample(11.0, *now)) == {}


def test_a_link_that_was_made_anew_says_nothing_yet() -> None:
    assert rates(sample(10.0, 10), sample(11.0, 9000, source=(("", 101),))) == {}


def test_an_object_that_has_just_come_says_nothing_yet() -> None:
    assert rates(Sample(10.0, {}), sample(11.0, 9000)) == {}


def test_only_what_is_not_as_before_is_told_and_rest_once() -> None:
    assert differing({APP1: BUSY, APP2: BUSY}, {APP1: BUSY}) == {APP2: STILL}
    assert differing({APP1: BUSY}, {APP1: BUSY}) == {}
    assert differing({}, {APP1: BUSY}) == {APP1: BUSY}


def told(history: History) -> list[tuple[float, float]]:
    """App1's, in and out of each second."""
    values = array("f", history.of(APP1))
    return list(zip(values[::2], values[1::2], strict=True))


def test_a_history_says_each_second_the_oldest_first() -> None:
    history = History(3)
    history.add({})
    history.add({APP1: BUSY})
    assert told(history) == [(0, 0), (8000, 800)]


def test_a_history_that_is_full_forgets_its_oldest_second() -> None:
    history = History(3)
    for bits in (10, 20, 30, 40):
        history.add({APP1: Rates(bits)})
    assert told(history) == [(20, 0), (30, 0), (40, 0)]


def test_a_rate_of_several_seconds_is_that_of_each() -> None:
    history = History(3)
    history.add({APP1: BUSY}, seconds=2)
    assert told(history) == [(8000, 800)] * 2


def test_what_was_at_rest_all_the_time_takes_no_room() -> None:
    history = History(3)
    history.add({APP1: BUSY})
    history.add({}, seconds=2)
    assert history.owners() == [APP1]
    history.add({})
    assert history.owners() == []
