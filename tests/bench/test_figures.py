"""Figures say truly whether they are within their bounds, and the picture shows them."""

from xml.etree import ElementTree

import pytest

from tests.bench.figures import Figure, Report, document, status, text
from tests.bench.keep import BEGIN, END, with_figures
from tests.bench.plot import BARS, picture


@pytest.mark.parametrize(
    ("figure", "is_over"),
    [
        (Figure("build", 1.01, bound=1.0), True),
        (Figure("build", 1.0, bound=1.0), False),
        (Figure("faster", 3.4, bound=3.5, least=True), True),
        (Figure("faster", 3.5, bound=3.5, least=True), False),
        (Figure("seconds", 99.0, "s"), False),
    ],
)
def test_a_bound_is_the_most_or_the_least_that_is_allowed(figure: Figure, is_over: bool) -> None:
    assert figure.is_over == is_over


def test_one_figure_over_its_bound_is_a_failure_of_the_whole() -> None:
    good = Report("good", (Figure("build", 0.5, bound=1.0),))
    bad = Report("bad", (Figure("build", 0.5, bound=1.0), Figure("idle", 2.0, "%", 1.0)))
    assert (status([good]), status([good, bad])) == (0, 1)


def test_a_figure_is_said_beside_its_bound() -> None:
    said = text(Report("The floor", (Figure("build", 0.5, bound=1.0),)))
    assert said.split() == [
        "The",
        "floor",
        "build",
        "0.500",
        "x",
        "at",
        "most",
        "1",
        "within",
        "the",
        "bound",
    ]


def test_kept_figures_take_the_place_of_those_before() -> None:
    part = document(Report("The floor", (Figure("build", 0.5, bound=1.0),)))
    measured = {"when": "2026-01-02T03:04:05+00:00", "machine": "2 cores", "parts": {"floor": part}}
    page = with_figures(f"# Performance\n\n{BEGIN}\nold\n{END}\n\nWords.\n", measured)
    assert "old" not in page
    assert "| build | 0.5 x | ≤ 1 | within the bound |" in page
    assert with_figures(page, measured) == page


def test_the_picture_shows_every_way_to_build_and_every_size() -> None:
    reports: dict[str, list[Figure]] = {}
    for part, name in BARS.values():
        reports.setdefault(part, []).append(Figure(name, 1.25, "s"))
    parts = {part: document(Report(part, tuple(figures))) for part, figures in reports.items()}
    drawn = picture(parts | {"curve": {"milliseconds": {"10": 1.5, "4000": 2.5}}})
    words = [element.text for element in ElementTree.fromstring(drawn).iter() if element.text]
    assert words.count("1.25") == len(BARS)
    assert {"1.50", "2.50", "4,000", *BARS} <= set(words)
