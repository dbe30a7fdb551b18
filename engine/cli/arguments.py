"""What `python -m engine` can be told."""

from argparse import ArgumentParser
from pathlib import Path

VERBS = {
    "plan": "say what applying would do, and change nothing",
    "apply": "make it real, and verify that it is",
    "show": "say what exists of it",
    "destroy": "take everything of it away",
}


def parser() -> ArgumentParser:
    """Wrong usage ends with status 2."""
    made = ArgumentParser(prog="python -m engine", description="Makes a design file real on this machine.")
    verbs = made.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in VERBS.items():
        added = verbs.add_parser(verb, help=words, description=words)
        added.add_argument("file", type=Path, metavar="FILE", help="a patchboard/v1 design in YAML or JSON")
        added.add_argument("--json", action="store_true", help="answer in JSON")
        added.add_argument("--simulate", action="store_true", help="build in a simulation, not in the kernel")
        if verb == "plan":
            added.add_argument("--commands", action="store_true", help="as a shell script of ip commands")
    words = "say what this machine has of what the engine needs"
    doctor = verbs.add_parser("doctor", help=words, description=words)
    doctor.add_argument("file", type=Path, metavar="FILE", nargs="?", help="not needed")
    doctor.add_argument("--json", action="store_true", help="answer in JSON")
    return made
