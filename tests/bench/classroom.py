"""A class at work on one server: what each of its students waits for.

    python -m tests.bench.classroom [--students N] [--seconds N] [--json]

Every student has a topology of eight sandboxes and the designer open. All deploy at the same moment; then
each moves boxes, pulls a cable and plugs it in again, and types in a terminal, for as long as it lasts. The
whole is one `manage.py up`, as `make run` starts it. Needs root. Exit status 1 if a figure is over its bound.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from tests.bench.arguments import parser
from tests.bench.figures import Figure, Report, finish
from tests.bench.student import Student, Times
from tests.webapp.installation import as_root
from tests.webapp.running import manage

BOUNDS = {
    "deploy until in sync": 5.0,
    "edit until answered": 1.0,
    "cable until in sync": 2.0,
    "terminal until its prompt": 10.0,
    "word until its echo": 0.1,
}
"""Seconds that 95 of 100 must not exceed."""

ENROL = """
from django.contrib.auth.models import User
from tests.bench.designs import bridged
from tests.webapp.browser import session_of
from webapp.store import topologies
for number in range({students}):
    student = User.objects.create_user(f"student{{number}}")
    topologies.create(f"{name}{{number}}", student, bridged(f"{name}{{number}}", 8))
    print("session", session_of(student))
"""


def main(arguments: list[str]) -> int:
    made = parser("classroom")
    made.add_argument("--students", type=int, default=30)
    made.add_argument("--seconds", type=float, default=30.0)
    options = made.parse_args(arguments)
    return finish(measure(options.students, options.seconds), options.json)


def measure(students: int = 30, seconds: float = 30.0) -> Report:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
    times: Times = defaultdict(list)
    with _class(students, times) as present:
        asyncio.run(_lesson(present, seconds))
    return Report(
        f"A class of {students}, who all deploy at once, and then work for {seconds:g} s",
        tuple(figure for what, bound in BOUNDS.items() for figure in _figures(what, times[what], bound)),
        {"students": students, "seconds": seconds},
    )


def _figures(what: str, taken: Sequence[float], bound: float) -> Iterator[Figure]:
    yield Figure(f"{what}, p95 of {len(taken)}", quantiles(taken, n=20)[-1], "s", bound)
    yield Figure(f"{what}, median", median(taken), "s")


@contextmanager
def _class(students: int, times: Times) -> Iterator[list[Student]]:
    """At a Patchboard of its own."""
    name = f"class{os.getpid()}x"
    with tempfile.TemporaryDirectory(prefix="patchboard-bench-") as folder, as_root(Path(folder)) as here:
        enrolled = manage(here.data, "shell", "-v", "0", "-c", ENROL.format(students=students, name=name))
        sessions = [line.split()[1] for line in enrolled.stdout.splitlines() if line.startswith("session ")]
        if len(sessions) != students:
            raise SystemExit(enrolled.stderr)
        yield [
            Student(here.patchboard.address, f"patchboard_session={session}", f"{name}{number}", times)
            for number, session in enumerate(sessions)
        ]


async def _lesson(students: Sequence[Student], seconds: float) -> None:
    everybody = asyncio.Barrier(len(students))
    async with asyncio.TaskGroup() as group:
        for student in students:
            group.create_task(_attend(student, everybody, seconds))


async def _attend(student: Student, everybody: asyncio.Barrier, seconds: float) -> None:
    async with student.present():
        await everybody.wait()
        await student.deploy()
        end = time.monotonic() + seconds
        await asyncio.gather(student.work(end), student.type(end))
        await student.destroy()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
