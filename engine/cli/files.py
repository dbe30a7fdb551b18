"""Reading design files."""

from pathlib import Path

from engine.check import check
from topology.formats import native
from topology.ipam import complete
from topology.problems import InvalidDesign, Problem, errors
from topology.values import Design


def read(path: Path) -> Design:
    """The design in the file, completed. Raises InvalidDesign if the file is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        problem = Problem("topology", path.name, "file", f"cannot be read: {reason}", "name a design file")
        raise InvalidDesign((problem,)) from error
    return complete(native.load(text))


def read_checked(path: Path) -> tuple[Design, tuple[Problem, ...]]:
    """One that can be built, with the warnings about it. Raises InvalidDesign with all that is wrong."""
    design = read(path)
    problems = check(design)
    if errors(problems):
        raise InvalidDesign(problems)
    return design, problems
