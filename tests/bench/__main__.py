"""Every benchmark, one after the other: python -m tests.bench [--json FILE] [--only NAME]...

Prints each figure next to its bound and writes all of them, with `--json`, to a file. Exit status 1 if one is
over its bound. Each part also runs by itself, as its module says.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import (
    canvas,
    classroom,
    crashes,
    curve,
    database,
    echo,
    edit,
    emulated,
    floor,
    keyboard,
    large,
    learning,
    orders,
    others,
    reaching,
    steady,
    traffic,
)
from tests.bench.figures import Report, document, machine, status, text

PARTS: dict[str, Callable[[], Report]] = {
    "floor": floor.measure,
    "others": others.measure,
    "database": database.measure,
    "steady": steady.measure,
    "traffic": traffic.measure,
    "curve": curve.measure,
    "edit": edit.report,
    "echo": echo.report,
    "classroom": classroom.measure,
    "crashes": crashes.report,
    "orders": orders.measure,
    "reaching": reaching.measure,
    "learning": learning.measure,
    "emulated": emulated.measure,
    "canvas": canvas.report,
    "large": large.report,
    "keyboard": keyboard.report,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part; may be said again")
    options = parser.parse_args(arguments)
    began, where = datetime.now(UTC), machine()
    print(where, end="\n\n", flush=True)
    reports = dict(_run(options.only or list(PARTS)))
    if options.json:
        parts = {name: document(report) for name, report in reports.items()}
        whole = {"when": began.isoformat(timespec="seconds"), "machine": where, "parts": parts}
        options.json.write_text(json.dumps(whole, indent=1) + "\n")
    return status(reports.values())


def _run(names: list[str]) -> Iterator[tuple[str, Report]]:
    for name in names:
        began = time.monotonic()
        report = PARTS[name]()
        print(f"{text(report)}\n  ({time.monotonic() - began:.0f} s)\n", flush=True)
        yield name, report


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
