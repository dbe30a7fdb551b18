"""The composition root of the engine alone: chooses the backend, and runs one verb."""

import os
import sys
from argparse import Namespace as Arguments
from collections.abc import Sequence
from pathlib import Path

from engine import collecting
from engine.backends import Backend
from engine.cli import verbs
from engine.cli.answers import complain
from engine.cli.arguments import parser
from engine.errors import Permanent, Transient
from topology.problems import InvalidDesign

VERBS = {"plan": verbs.plan, "apply": verbs.apply, "show": verbs.show, "destroy": verbs.destroy}


def main(words: Sequence[str]) -> int:
    """Returns the exit status: 0 done and verified, 1 failed, 2 wrong usage or an invalid design."""
    collecting.seldom()
    arguments = parser().parse_args(words)
    try:
        return _run(arguments)
    except InvalidDesign as error:
        complain(error.problems, arguments.json)
        return verbs.REFUSED
    except (Transient, Permanent) as error:
        sys.stderr.write(f"{error}\n")
        return verbs.FAILED


def _run(arguments: Arguments) -> int:
    if arguments.verb == "doctor":
        from engine.cli.doctor import doctor

        return doctor(arguments, _uplinks())
    return VERBS[arguments.verb](arguments, _simulation if arguments.simulate else _kernel)


def _kernel() -> Backend:
    """Imported only here and now, so that a machine without namespaces can still check and simulate."""
    from engine.backends import kernel

    try:
        return kernel.open_backend(_run_directory(), _uplinks())
    except kernel.Unavailable as error:
        raise Permanent(str(error)) from error


def _uplinks() -> bool:
    """Whether the administrator switched uplinks on."""
    return os.environ.get("PATCHBOARD_UPLINKS") == "on"


def _simulation() -> Backend:
    from engine.backends.simulation import open_backend

    return open_backend(_run_directory())


def _run_directory() -> Path:
    """Where the web keeps its data too: `PATCHBOARD_DATA`, or `var/` beside the code."""
    data = Path(os.environ.get("PATCHBOARD_DATA") or Path(__file__).parents[1] / "var").absolute()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory = data / "run"
    directory.mkdir(exist_ok=True)
    return directory


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
