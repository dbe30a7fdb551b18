"""What was measured: figures with their bounds, as a table and as JSON."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. It must be at most the bound, or with `least` at least; without a bound it is only said."""

    name: str
    value: float
    unit: str = "x"
    bound: float | None = None
    least: bool = False

    @property
    def is_over(self) -> bool:
        if self.bound is None:
            return False
        return self.value < self.bound if self.least else self.value > self.bound

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        return "over the bound" if self.is_over else "within the bound"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one benchmark, and `details` that are only in the JSON."""

    title: str
    figures: tuple[Figure, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


def finish(report: Report, as_json: bool) -> int:
    """Print it; the exit status."""
    print(json.dumps(document(report)) if as_json else text(report))
    return status([report])


def status(reports: Iterable[Report]) -> int:
    """1 if a figure of any is over its bound."""
    return int(any(figure.is_over for report in reports for figure in report.figures))


def document(report: Report) -> dict[str, Any]:
    figures = [asdict(figure) | {"verdict": figure.verdict} for figure in report.figures]
    return {"title": report.title, "figures": figures, **report.details}


def text(report: Report) -> str:
    return "\n".join([report.title, *map(_line, report.figures)])


def _line(figure: Figure) -> str:
    sign = "" if figure.bound is None else f"{'at least' if figure.least else 'at most'} {figure.bound:g}"
    line = f"  {figure.name:<58} {figure.value:>9.3f} {figure.unit:<9} {sign:<14} {figure.verdict}"
    return line.rstrip()


def machine() -> str:
    """What it was measured on, in words."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{os.cpu_count()} cores, Linux {os.uname().release}, load average {load}"
