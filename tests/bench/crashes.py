"""An engine killed at each change that it makes: does the next one bring everything to where it should be?

    python -m tests.bench.crashes [--sandboxes N] [--most N] [--only WAY] [--json]

It is killed just before each change of the kernel while it builds, updates, tears down and recovers; then
the next one is started, and `ip`, `tc`, `nft`, `bridge` and /proc say whether all is as drawn, and gone when
it was destroyed. Exit status 1 unless all of it is. Needs root. With `--most` only so many points of each
way are gone through, evenly spread; the report says of how many.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from typing import Any

from tests import own_place
from tests.bench.figures import Figure, Report
from tests.kernel import crash_points, crashing

Result = dict[str, Any]


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    own_place.enter()
    crashing.ask_once()
    told = sys.stderr if options.json else sys.stdout  # as soon as it is known: all of it takes minutes
    print("killed at each change, then started again; bound: all converged, 0 leaked", file=told)
    result: dict[str, Result] = {}
    for what in options.only or crash_points.WAYS:
        result[what] = _examined(what, options)
        print(as_text(what, result[what]), file=told, flush=True)
    if options.json:
        print(json.dumps({"sandboxes": options.sandboxes, **result}))
    return 0 if all(each["verdict"] == "within the bound" for each in result.values()) else 1


def report(sandboxes: int = 50, most: int | None = None) -> Report:
    """The same as figures."""
    crashing.ask_once()
    found = {what: crash_points.examine(what, sandboxes, most) for what in crash_points.WAYS}
    figures = [
        figure
        for what, each in found.items()
        for figure in (
            Figure(
                f"{what}: converged, of {each.points} of {each.of} points",
                each.converged,
                "kills",
                each.points,
                True,
            ),
            Figure(f"{what}: leaked", len(each.leaked), "objects", 0),
        )
    ]
    details = {what: asdict(each) for what, each in found.items()}
    return Report(
        f"Killed at each change, then started again: {sandboxes} sandboxes", tuple(figures), details
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crashes")
    parser.add_argument("--sandboxes", type=int, default=50)
    parser.add_argument("--most", type=int, help="points of each way; left out: all")
    parser.add_argument("--only", action="append", choices=crash_points.WAYS)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _examined(what: str, options: argparse.Namespace) -> Result:
    start = time.monotonic()
    found = crash_points.examine(what, options.sandboxes, options.most)
    verdict = "within the bound" if found.good else "over the bound"
    return {**asdict(found), "seconds": round(time.monotonic() - start, 1), "verdict": verdict}


def as_text(what: str, found: Result) -> str:
    leaked, wrong = found["leaked"], found["wrong"]
    said = f"{found['points']} of {found['of']} points, {found['converged']} converged, {len(leaked)} leaked"
    words = [f"    {words}" for words in (*wrong, *leaked)[:20]]
    return "\n".join([f"  {what:<15} {said}, {found['seconds']} s  {found['verdict']}", *words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
