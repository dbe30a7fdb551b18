"""The design's colours keep to WCAG AA, in light and in dark."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", TEXT))
STATES = ("designed", "applying", "in-sync", "drifted", "degraded", "failed", "lost")
SURFACES = ("desk", "surface", "surface-raised")


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst(token: str, *grounds: str) -> float:
    """The least contrast of a token on any of the grounds, in light and in dark."""
    sides = zip(PAIRS[token].split(", "), *(PAIRS[ground].split(", ") for ground in grounds), strict=True)
    return min(contrast(colour, ground) for colour, *rest in sides for ground in rest)


@pytest.mark.parametrize("token", ["ink", "ink-soft", "accent", "danger", *(f"{s}-text" for s in STATES)])
def test_text_is_readable_on_every_surface(token: str) -> None:
    assert worst(token, *SURFACES) >= 4.5


@pytest.mark.parametrize("token", ["ink", "ink-soft", "accent"])
def test_text_stays_readable_under_the_pointer(token: str) -> None:
    assert worst(token, "surface-hover", "surface-sunk") >= 4.5


@pytest.mark.parametrize("state", STATES)
def test_a_states_word_is_readable_on_its_tint_and_its_mark_is_seen(state: str) -> None:
    assert worst(f"{state}-text", f"{state}-soft") >= 4.5
    assert worst(state, *SURFACES) >= 3


@pytest.mark.parametrize("kind", ["accent", "danger"])
def test_a_buttons_word_is_readable_on_it(kind: str) -> None:
    assert worst(f"{kind}-ink", kind, f"{kind}-hover") >= 4.5


def test_the_edge_of_a_control_and_a_hint_are_seen() -> None:
    assert worst("line-strong", "desk", "surface", "surface-raised") >= 3
    assert worst("ink-faint", "desk", "surface", "surface-raised") >= 4.5


PROJECTOR = dict(
    re.findall(r"--([\w-]+): (#\w+);", TEXT.partition('[data-theme="projector"] {')[2].partition("\n}")[0])
)


@pytest.mark.parametrize(
    "token", ["ink", "ink-soft", "ink-faint", "accent", "danger", *(f"{s}-text" for s in STATES)]
)
def test_on_a_projector_text_keeps_to_the_higher_contrast(token: str) -> None:
    assert min(contrast(PROJECTOR[token], PROJECTOR[ground]) for ground in SURFACES) >= 7
