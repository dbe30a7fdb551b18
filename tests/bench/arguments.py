"""What both halves of the benchmark can be asked for."""

import argparse


def parser(half: str, sandboxes: int = 200) -> argparse.ArgumentParser:
    """The command line of `tests.bench.<half>`."""
    made = argparse.ArgumentParser(prog=f"python -m tests.bench.{half}")
    made.add_argument("--sandboxes", type=int, default=sandboxes)
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--json", action="store_true")
    return made
