"""Rates, delays and shares as people write them."""

import pytest

from topology import units


@pytest.mark.parametrize(
    ("text", "bits"),
    [("100mbit", 100_000_000), ("1.5gbit", 1_500_000_000), ("64 kbit", 64_000), ("8BIT", 8)],
)
def test_rates_are_read_as_bits_a_second(text: str, bits: int) -> None:
    assert units.rate(text) == bits


@pytest.mark.parametrize(
    "text", ["100mbps", "100", "fast", "-1mbit", "0mbit", "2tbit", "", "1e3mbit", "٣mbit"]
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        units.rate(text)


@pytest.mark.parametrize(
    ("text", "nanoseconds"), [("20ms", 20_000_000), ("2s", 2_000_000_000), ("5us", 5_000), ("0.5us", 500)]
)
def test_delays_are_read_as_nanoseconds(text: str, nanoseconds: int) -> None:
    assert units.delay(text) == nanoseconds


@pytest.mark.parametrize("text", ["20", "61s", "20m", "soon"])
def test_what_is_no_delay_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is (not|more)"):
        units.delay(text)


@pytest.mark.parametrize(("text", "share"), [("1%", 0.01), ("100%", 1.0), ("0.5 %", 0.005)])
def test_percentages_are_read_as_shares(text: str, share: float) -> None:
    assert units.percent(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["1", "101%", "one percent"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is (not|more)"):
        units.percent(text)


@pytest.mark.parametrize(("text", "seconds"), [("100ms", 0.1), ("10s", 10), ("2min", 120), ("1h", 3600)])
def test_durations_are_read_as_seconds(text: str, seconds: float) -> None:
    assert units.duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["10", "99ms", "61min", "2m", "0s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        units.duration(text)


@pytest.mark.parametrize("text", ["8bit", "64kbit", "1500kbit", "100mbit", "1tbit"])
def test_rates_are_written_as_they_are_read(text: str) -> None:
    assert units.rate_text(units.rate(text)) == text


@pytest.mark.parametrize("text", ["1us", "1500us", "20ms", "60s"])
def test_delays_are_written_as_they_are_read(text: str) -> None:
    assert units.delay_text(units.delay(text)) == text


@pytest.mark.parametrize("text", ["0.0001%", "0.1%", "12.3456%", "100%"])
def test_shares_are_written_as_they_are_read(text: str) -> None:
    assert units.percent_text(round(units.percent(text) * 10**6)) == text
