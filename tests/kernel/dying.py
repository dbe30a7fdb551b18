"""Processes that make namespaces, killed at any line that they come to."""

from pathlib import Path

from engine.backends.kernel import holder

_PROGRAM = """
import os, signal, sys

left = {lines}

def count(frame, event, argument):
    global left
    if frame.f_code.co_filename != {file!r}:
        return None
    if event == "line" and frame.f_code.co_name != "<module>":
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    return count

sys.settrace(count)
with open({file!r}) as source:
    program = compile(source.read(), {file!r}, "exec")
exec(program, {{"__name__": "__main__", "__file__": {file!r}}})
open({survived!r}, "w").close()
"""


def dying_at(lines: int, folder: Path) -> tuple[Path, Path]:
    """The program that is killed after so many lines, and the file that tells that it never came so far."""
    program, survived = folder / "dying.py", folder / "survived"
    program.write_text(_PROGRAM.format(lines=lines, file=holder.__file__, survived=str(survived)))
    return program, survived
