"""Whoever has found something by chance is told how to find it again."""

import pytest

from tests.bench import orders


def test_an_order_that_went_wrong_is_said_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(orders, "MACHINES", {"memory": "no/such/file.py"})
    report = orders.measure(seed=77, where=["memory"])
    assert report.figures[0].is_over
    assert "seed 77" in report.title
    assert "pytest no/such/file.py" in (said := capsys.readouterr().err)
    assert "--hypothesis-seed=77" in said
