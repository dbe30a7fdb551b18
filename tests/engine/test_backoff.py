"""How long to wait after a failure."""

from hypothesis import given
from hypothesis import strategies as st

from engine.backoff import LONGEST, SHORTEST, backoff


@given(st.integers(1, 10_000))
def test_it_is_never_too_short_nor_too_long(attempt: int) -> None:
    assert SHORTEST <= backoff(attempt) <= LONGEST


def test_it_gets_longer() -> None:
    assert max(backoff(1) for _ in range(50)) < min(backoff(6) for _ in range(50))


def test_two_topologies_are_not_in_step() -> None:
    assert len({backoff(5) for _ in range(20)}) > 1
