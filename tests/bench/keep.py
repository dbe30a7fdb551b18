"""Keeps what `python -m tests.bench --json FILE` wrote: python -m tests.bench.keep FILE

The file goes to docs/performance.json, its figures into the table in docs/performance.md, and its diagrams to
docs/images/performance.svg.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.plot import picture

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- figures: kept by tests.bench.keep -->", "<!-- end of figures -->"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.keep")
    parser.add_argument("file", type=Path, help="what `python -m tests.bench --json` wrote")
    text = parser.parse_args(arguments).file.read_text()
    measured = json.loads(text)
    (DOCS / "performance.json").write_text(text)
    (DOCS / "images" / "performance.svg").write_text(picture(measured["parts"]))
    page = DOCS / "performance.md"
    page.write_text(with_figures(page.read_text(), measured))
    return 0


def with_figures(page: str, measured: Mapping[str, Any]) -> str:
    """The page with these figures instead of those that stand in it."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return before + "\n".join([BEGIN, *_lines(measured), END]) + after


def _lines(measured: Mapping[str, Any]) -> Iterator[str]:
    yield f"Measured on {measured['when'][:10]}: {measured['machine']}."
    for part in measured["parts"].values():
        yield f"\n**{part['title']}**\n"
        yield "| figure | measured | bound | |"
        yield "|---|---|---|---|"
        yield from map(_row, part["figures"])


def _row(figure: Mapping[str, Any]) -> str:
    value = f"{figure['value']:.3g}" if figure["value"] < 1000 else f"{figure['value']:.0f}"
    sign = "≥" if figure["least"] else "≤"
    bound = "" if figure["bound"] is None else f"{sign} {figure['bound']:g}"
    return f"| {figure['name']} | {value} {figure['unit']} | {bound} | {figure['verdict']} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
